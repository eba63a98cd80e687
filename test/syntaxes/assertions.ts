/** Reads example files with scope assertions and says where a grammar disagrees with them. */
import type { Token, TokenizedLine } from './grammars.ts';

/** Columns `from` to `to` of a source line, what they must have and what they must not have. */
interface Assertion {
	readonly line: number;
	readonly from: number;
	readonly to: number;
	readonly present: readonly string[];
	readonly absent: readonly string[];
	/** Line of the example file, from 1, for messages. */
	readonly at: number;
}

/** An example: the lines to read with a grammar, and the expected scopes. */
export interface Example {
	readonly lines: readonly string[];
	readonly assertions: readonly Assertion[];
}

/**
 * Lines with `>` are the source (less that character), lines with carets say which scopes the characters
 * above them have, or with a minus do not have. Everything else is prose. A scope stands for all that begin with it.
 */
export function readExample(text: string): Example {
	const lines: string[] = [];
	const assertions: Assertion[] = [];
	for (const [index, row] of text.split('\n').entries()) {
		const carets = /^ *(\^+)((?: -?[\w.-]+)+)$/.exec(row);
		if (row.startsWith('>')) lines.push(row.slice(1));
		else if (carets !== null) {
			const [, mark = '', list = ''] = carets;
			const from = row.indexOf('^') - 1;
			const scopes = list.trim().split(' ');
			assertions.push({
				line: lines.length - 1,
				from,
				to: from + mark.length,
				present: scopes.filter((scope) => !scope.startsWith('-')),
				absent: scopes.filter((scope) => scope.startsWith('-')).map((scope) => scope.slice(1)),
				at: index + 1,
			});
		} else if (row.includes('^')) throw new Error(`Line ${index + 1} is no assertion: ${row}`);
	}
	return { lines, assertions };
}

function has(token: Token, scope: string): boolean {
	return token.scopes.some((own) => own === scope || own.startsWith(`${scope}.`));
}

/** One sentence for every assertion that does not hold; empty if all do. */
export function disagreements(example: Example, result: readonly TokenizedLine[]): readonly string[] {
	return example.assertions.flatMap(({ line, from, to, present, absent, at }) => {
		const source = example.lines[line] ?? '';
		if (to > source.length) return [`${at}: the carets reach beyond the line`];
		const tokens = (result[line]?.tokens ?? []).filter(({ start, end }) => start < to && end > from);
		return tokens.flatMap((token) => {
			const missing = present.filter((scope) => !has(token, scope));
			const unwanted = absent.filter((scope) => has(token, scope));
			if (missing.length + unwanted.length === 0) return [];
			const text = source.slice(Math.max(from, token.start), Math.min(to, token.end));
			return [
				`${at}: ${JSON.stringify(text)} has ${token.scopes.join(' ')}` +
					` (missing: ${missing.join(' ') || 'none'}, unwanted: ${unwanted.join(' ') || 'none'})`,
			];
		});
	});
}
