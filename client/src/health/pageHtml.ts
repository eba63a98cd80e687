/** The document of the Health page: our own script and style, and nothing else (Content Security Policy with a nonce). */

export interface PageParts {
	readonly script: string;
	readonly style: string;
	/** What the editor calls the source of its own resources. */
	readonly source: string;
	readonly nonce: string;
	/** The editor's language, for instance `de`. */
	readonly language: string;
	/** The texts in that language by their English ones; empty: they are English. */
	readonly texts: Readonly<Record<string, string>>;
}

export function pageHtml({ script, style, source, nonce, language, texts }: PageParts): string {
	const policy = [
		"default-src 'none'",
		`style-src ${source}`,
		`script-src 'nonce-${nonce}'`,
		`font-src ${source}`,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Metro</title>
<link rel="stylesheet" href="${style}">
</head>
<body data-texts="${escaped(JSON.stringify(texts))}">
<div id="page"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
