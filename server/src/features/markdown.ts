/** Text from files as parts of Markdown that show it as it is. */
import { escapeMarkdown } from '../base/escapeMarkdown.ts';

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
