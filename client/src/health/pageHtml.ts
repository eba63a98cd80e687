/** The document of the Health page: our own script and style, and nothing else (Content Security Policy with a nonce). */

export interface PageParts {
	readonly script: string;
	readonly style: string;
	/** What the editor calls the source of its own resources. */
	readonly source: string;
	readonly nonce: string;
}

export function pageHtml({ script, style, source, nonce }: PageParts): string {
	const policy = [
		"default-src 'none'",
		`style-src ${source}`,
		`script-src 'nonce-${nonce}'`,
		`font-src ${source}`,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Repository Health</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
