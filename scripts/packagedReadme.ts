/**
 * The README in the package. The editor's page of an extension shows pictures that are embedded or come from the web, and opens
 * only web addresses.
 */

/** How users reach the packaged pages instead. */
const pointer = '*Metro: Open Documentation* in the palette shows the pages that are named here.';

/**
 * Embeds the pictures and turns links to files into plain text; links to headings and to the web stay.
 * `picture` returns the bytes of a PNG by its path.
 */
export function packagedReadme(markdown: string, picture: (path: string) => Buffer): string {
	const withPictures = markdown.replace(
		/!\[([^\]]*)\]\(([^)\s:]+\.png)\)/g,
		(_, text: string, path: string) =>
			`![${text}](data:image/png;base64,${picture(path).toString('base64')})`,
	);
	const page = withPictures.replace(/(?<!!)\[([^\]]*)\]\((?![a-z]+:|#)[^)\s]+\)/g, '$1');
	return page === withPictures ? page : `${page.trimEnd()}\n\n${pointer}\n`;
}
