/** Semantic tokens as a person reads them. */
import type { DocumentView } from '../../server/src/features/documentView.ts';
import { tokenModifiers, tokenTypes } from '../../server/src/features/semanticTokens.ts';

/** Tokens in the protocol's encoding as `text type modifiers`. */
export function shownTokens(document: DocumentView, data: readonly number[]): string[] {
	const tokens: string[] = [];
	let line = 0;
	let column = 0;
	for (let at = 0; at < data.length; at += 5) {
		const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
		line += down;
		column = down === 0 ? column + right : right;
		const start = document.lines.offset(line, column);
		const modifiers = tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0);
		tokens.push([document.text.slice(start, start + length), tokenTypes[type], ...modifiers].join(' '));
	}
	return tokens;
}
