/**
 * Reads the statement a `.buildbot` mostly consists of straight from its tokens: a name that is given strings, names, and
 * tuples, lists and sums of such. Everything else takes the long way, through the grammar, which would say the same.
 */
import { spanOf } from '../../base/span.ts';
import type { Expression, Statement } from './ast.ts';
import { keywords } from './keywords.ts';
import { lowerStrings } from './lowerStrings.ts';
import { isFormatted } from './stringLiteral.ts';
import type { Token } from './tokens.ts';

/** More words that are no names, or that may begin statements of their own. */
const otherWords: ReadonlySet<string> = new Set([
	...['False', 'None', 'True'],
	...['case', 'exec', 'match', 'print', 'type'],
]);

/** The statement in `tokens`, which are sound, or `undefined` if it is of another kind. */
export function listAssignment(source: string, tokens: readonly Token[]): Statement | undefined {
	let at = 0;

	const textOf = ({ start, end }: Token): string => source.slice(start, end);
	/** True, and one token further, if the next is this operator. */
	const take = (operator: string): boolean => {
		const token = tokens[at];
		if (token?.kind !== 'operator' || textOf(token) !== operator) return false;
		at++;
		return true;
	};
	const endOfLast = (): number => tokens[at - 1]?.end ?? 0;

	const name = (): Expression | undefined => {
		const token = tokens[at];
		if (token?.kind !== 'name') return undefined;
		const text = textOf(token);
		if (keywords.has(text) || otherWords.has(text)) return undefined;
		at++;
		return { kind: 'name', name: text.normalize('NFKC'), span: spanOf(token) };
	};

	const text = (): Expression | undefined => {
		const token = tokens[at];
		if (token?.kind !== 'string' || tokens[at + 1]?.kind === 'string') return undefined;
		if (isFormatted(source, token)) return undefined;
		at++;
		const node = { name: 'String', start: token.start, end: token.end, children: [] };
		return lowerStrings(source, node, () => ({ kind: 'invalid', span: spanOf(token) }));
	};

	/** What stands between brackets, the opening one taken: items, and whether a comma makes them several. */
	const items = (closing: string): { list: Expression[]; commas: boolean } | undefined => {
		const list: Expression[] = [];
		let commas = false;
		while (!take(closing)) {
			const item = sum();
			if (item === undefined) return undefined;
			list.push(item);
			if (take(',')) commas = true;
			else if (!take(closing)) return undefined;
			else break;
		}
		return { list, commas };
	};

	const sequence = (): Expression | undefined => {
		const start = tokens[at]?.start ?? 0;
		const isTuple = take('(');
		if (!isTuple && !take('[')) return undefined;
		const inside = items(isTuple ? ')' : ']');
		if (inside === undefined) return undefined;
		const span = { start, end: endOfLast() };
		const [inner] = inside.list;
		if (!isTuple) return { kind: 'list', items: inside.list, span };
		if (inner !== undefined && !inside.commas) return { kind: 'parenthesised', inner, span };
		return { kind: 'tuple', items: inside.list, parenthesised: true, span };
	};

	const operand = (): Expression | undefined => text() ?? name() ?? sequence();

	const sum = (): Expression | undefined => {
		let left = operand();
		while (left !== undefined && take('+')) {
			const right = operand();
			if (right === undefined) return undefined;
			const span = { start: left.span.start, end: right.span.end };
			left = { kind: 'binary', operator: '+', left, right, span };
		}
		return left;
	};

	const target = name();
	if (target === undefined) return undefined;
	const isAssigned = take('=');
	if (!isAssigned && !take('+=')) return undefined;
	const value = sum();
	if (value === undefined || tokens[at]?.kind !== 'newline' || tokens[at + 1]?.kind !== 'end')
		return undefined;
	const span = { start: target.span.start, end: value.span.end };
	return isAssigned
		? { kind: 'assign', targets: [target], value, span }
		: { kind: 'augmented', target, operator: '+', value, span };
}
