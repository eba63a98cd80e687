/** Escapes text from files for Markdown, so that a name can never become a link, an image or a command. */

/**
 * Escapes `text` so that a Markdown paragraph shows it literally. Line ends become spaces. Characters without a special meaning at
 * their place stay as they are, since some editors show the raw text.
 */
export function escapeMarkdown(text: string): string {
	return (
		text
			.replace(/[\r\n]+/g, ' ')
			.replace(/[\\`*[\]<>&~|$@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
			// Markdown turns bare addresses into links.
			.replace(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
			// At the beginning of a line: headings, lists, rules.
			.replace(/^\s*[-+#=]/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`)
			.replace(/^(\s*\d+)([.)])/, '$1\\$2')
	);
}

/** `text` as inline code, even if it contains backquotes. */
export function inlineCode(text: string): string {
	const flat = text.replace(/[\r\n]+/g, ' ');
	const fence = '`'.repeat(longestRun(flat) + 1);
	const pad = flat.startsWith('`') || flat.endsWith('`') || flat.trim() === '' ? ' ' : '';
	return `${fence}${pad}${flat}${pad}${fence}`;
}

/** `text` as a fenced block in `language`, even if it contains fences. */
export function codeBlock(text: string, language = ''): string {
	const fence = '`'.repeat(Math.max(2, longestRun(text)) + 1);
	return `${fence}${language}\n${text}\n${fence}`;
}

/** A link with `text` as it is. The URI may hold brackets, which would end the link. */
export function markdownLink(text: string, uri: string): string {
	const target = uri.replaceAll('(', '%28').replaceAll(')', '%29');
	return `[${escapeMarkdown(text)}](${target})`;
}

/** The length of the longest run of backquotes. */
function longestRun(text: string): number {
	let longest = 0;
	for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
	return longest;
}
