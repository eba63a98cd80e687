/** Semantic tokens as differences: remembers the last answer for each document, and sends only the change. */
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';

export interface TokenStore {
	/** All tokens of a document. */
	full(uri: string, data: number[]): SemanticTokens;
	/** The changes since `previousId`, or all tokens if that is not the last answer. */
	delta(uri: string, previousId: string, data: number[]): SemanticTokens | SemanticTokensDelta;
	forget(uri: string): void;
}

export function createTokenStore(): TokenStore {
	const sent = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
	let count = 0;

	const remember = (uri: string, data: readonly number[]): string => {
		const id = String(++count);
		sent.set(uri, { id, data });
		return id;
	};

	return {
		full: (uri, data) => ({ resultId: remember(uri, data), data }),
		delta(uri, previousId, data) {
			const last = sent.get(uri);
			const resultId = remember(uri, data);
			if (last === undefined || last.id !== previousId) return { resultId, data };
			return { resultId, edits: differenceOf(last.data, data) };
		},
		forget: (uri) => {
			sent.delete(uri);
		},
	};
}

/** One edit that turns `before` into `after`: everything between their common start and their common end. */
function differenceOf(before: readonly number[], after: number[]): SemanticTokensDelta['edits'] {
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && before[start] === after[start]) start++;
	if (start === before.length && start === after.length) return [];
	let end = 0;
	while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
	return [{ start, deleteCount: before.length - start - end, data: after.slice(start, after.length - end) }];
}
