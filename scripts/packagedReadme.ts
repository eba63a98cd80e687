/**
 * The README as the package carries it. The editor's page about an extension shows pictures that are part of it or come from
 * the web, and opens addresses of the web only.
 */

/** How the pages that come with the package are reached instead. */
const pointer = '*Metro: Open Documentation* in the palette shows the pages that are named here.';

/**
 * Puts the pictures into the page and makes plain text of links to files; links to headings and to the web stay.
 * `picture` gives the bytes of a PNG by its path.
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
