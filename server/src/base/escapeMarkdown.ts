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
