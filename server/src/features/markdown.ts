/** Text from files on its way into Markdown: escaped, so that a name can never become a link, an image or a command. */

/** Makes every character of `text` stand for itself in a Markdown paragraph. Line ends become blanks. */
export function escapeMarkdown(text: string): string {
	return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~&$:@]/g, '\\$&');
}

/** `text` as inline code, whatever backquotes it holds. */
export function inlineCode(text: string): string {
	const flat = text.replace(/[\r\n]+/g, ' ');
	const fence = '`'.repeat(longestRun(flat) + 1);
	const pad = flat.startsWith('`') || flat.endsWith('`') || flat.trim() === '' ? ' ' : '';
	return `${fence}${pad}${flat}${pad}${fence}`;
}

/** `text` as a fenced block in `language`, whatever fences it holds. */
export function codeBlock(text: string, language = ''): string {
	const fence = '`'.repeat(Math.max(2, longestRun(text)) + 1);
	return `${fence}${language}\n${text}\n${fence}`;
}

/** The length of the longest run of backquotes. */
function longestRun(text: string): number {
	let longest = 0;
	for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
	return longest;
}
