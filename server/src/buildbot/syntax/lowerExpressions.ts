/** Turns the concrete tree's expressions into the abstract ones. Whatever does not fit becomes `invalid`. */
import { type Span, spanOf } from '../../base/span.ts';
import type {
	Argument,
	BinaryOperator,
	Clause,
	CompareOperator,
	Comparison,
	Expression,
	Parameter,
	UnaryOperator,
} from './ast.ts';
import { lowerStrings } from './lowerStrings.ts';
import { errorNode, type TreeNode } from './parseTree.ts';

type Nodes = readonly TreeNode[];

const arithmetic = new Set(['+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^', '@']);
const comparing = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** The stretch from the first to the last of some nodes; `fallback` where there are none. */
function spanOfAll(nodes: Nodes, fallback: number): Span {
	const first = nodes[0];
	const last = nodes.at(-1);
	return first && last ? { start: first.start, end: last.end } : { start: fallback, end: fallback };
}

/** Cuts a run of nodes at every node of one name. `a , b` gives two runs, `a ,` gives two, the last empty. */
export function split(nodes: Nodes, separator: string): Nodes[] {
	const runs: TreeNode[][] = [[]];
	for (const node of nodes) {
		if (node.name === separator) runs.push([]);
		else runs.at(-1)?.push(node);
	}
	return runs;
}

function invalid(span: Span): Expression {
	return { kind: 'invalid', span };
}

/** What stands between two brackets that are the first and last child. An unclosed bracket is no obstacle. */
function inside(node: TreeNode): Nodes {
	const closing = node.children.at(-1)?.name;
	return node.children.slice(1, closing === ')' || closing === ']' || closing === '}' ? -1 : undefined);
}

/** One expression, or a tuple without parentheses: `a`, `a, b`, `*a, b`. */
export function lowerList(source: string, nodes: Nodes, at: number): Expression {
	const sound = nodes.filter((node) => node.name !== errorNode);
	const span = spanOfAll(sound, at);
	if (sound.length === 0) return invalid(span);
	if (!sound.some((node) => node.name === ',')) return lowerItem(source, sound, at);
	return { kind: 'tuple', items: lowerItems(source, sound), parenthesised: false, span };
}

/** The items of a list with commas. */
export function lowerItems(source: string, nodes: Nodes): Expression[] {
	return split(nodes, ',')
		.filter((run) => run.length > 0)
		.map((run) => lowerItem(source, run, run[0]?.start ?? 0));
}

/** One item, which may carry a star. */
function lowerItem(source: string, nodes: Nodes, at: number): Expression {
	const sound = nodes.filter((node) => node.name !== errorNode);
	const span = spanOfAll(sound, at);
	const first = sound[0];
	if (first?.name === '*') {
		return { kind: 'starred', value: lowerItem(source, sound.slice(1), first.end), span };
	}
	if (first !== undefined && sound.length === 1) return lowerExpression(source, first);
	const second = sound[1];
	const value = sound[2];
	if (first?.name === 'VariableName' && second?.name === 'AssignOp' && value !== undefined) {
		return walrus(source, first, value, span);
	}
	return invalid(span);
}

function walrus(source: string, name: TreeNode, value: TreeNode, span: Span): Expression {
	return {
		kind: 'walrus',
		name: source.slice(name.start, name.end),
		nameSpan: spanOf(name),
		value: lowerExpression(source, value),
		span,
	};
}

/** One expression node. */
export function lowerExpression(source: string, node: TreeNode): Expression {
	const span = spanOf(node);
	const text = source.slice(node.start, node.end);
	const first = node.children[0];
	switch (node.name) {
		case 'VariableName':
		case 'self':
			return { kind: 'name', name: text.normalize('NFKC'), span };
		case 'Boolean':
			return { kind: text === 'True' ? 'true' : 'false', span };
		case 'None':
			return { kind: 'none', span };
		case 'Ellipsis':
			return { kind: 'ellipsis', span };
		case 'Number':
			return lowerNumber(text, span);
		case 'String':
		case 'FormatString':
		case 'ContinuedString':
			return lowerStrings(source, node, (inner, at) => lowerList(source, inner, at));
		case 'ParenthesizedExpression':
			return { kind: 'parenthesised', inner: lowerList(source, inside(node), node.end), span };
		case 'TupleExpression':
			return { kind: 'tuple', items: lowerItems(source, inside(node)), parenthesised: true, span };
		case 'ArrayExpression':
			return { kind: 'list', items: lowerItems(source, inside(node)), span };
		case 'SetExpression':
			return { kind: 'set', items: lowerItems(source, inside(node)), span };
		case 'DictionaryExpression':
			return lowerDict(source, node);
		case 'ComprehensionExpression':
			return lowerComprehension(source, 'generator', inside(node), span);
		case 'ArrayComprehensionExpression':
			return lowerComprehension(source, 'list', inside(node), span);
		case 'SetComprehensionExpression':
			return lowerComprehension(source, 'set', inside(node), span);
		case 'DictionaryComprehensionExpression':
			return lowerComprehension(source, 'dict', inside(node), span);
		case 'BinaryExpression':
			return lowerBinary(source, node);
		case 'UnaryExpression': {
			const operator = first === undefined ? '' : source.slice(first.start, first.end);
			const operand = lowerList(source, node.children.slice(1), node.end);
			return { kind: 'unary', operator: operator as UnaryOperator, operand, span };
		}
		case 'ConditionalExpression': {
			const [whenTrue, , test, , whenFalse] = node.children;
			if (!whenTrue || !test || !whenFalse) return invalid(span);
			return {
				kind: 'conditional',
				test: lowerExpression(source, test),
				whenTrue: lowerExpression(source, whenTrue),
				whenFalse: lowerExpression(source, whenFalse),
				span,
			};
		}
		case 'CallExpression': {
			const args = node.children[1];
			if (!first || args?.name !== 'ArgList') return invalid(span);
			return {
				kind: 'call',
				callee: lowerExpression(source, first),
				args: lowerArguments(source, args),
				span,
			};
		}
		case 'MemberExpression':
			return lowerMember(source, node);
		case 'LambdaExpression': {
			const colon = node.children.findIndex((child) => child.name === ':');
			const list = node.children.find((child) => child.name === 'ParamList');
			const body = lowerList(source, colon < 0 ? [] : node.children.slice(colon + 1), node.end);
			return { kind: 'lambda', parameters: list ? lowerParameters(source, list) : [], body, span };
		}
		case 'NamedExpression': {
			const value = node.children[2];
			return first && value ? walrus(source, first, value, span) : invalid(span);
		}
		case 'YieldExpression':
		case 'YieldStatement':
			return lowerYield(source, node);
		case 'AwaitExpression':
			return {
				kind: 'unsupported',
				what: 'await',
				parts: [lowerList(source, node.children.slice(1), node.end)],
				span,
			};
		default:
			return invalid(span);
	}
}

function lowerYield(source: string, node: TreeNode): Expression {
	const rest = node.children.slice(1).filter((child) => child.name !== errorNode);
	const from = rest[0]?.name === 'from';
	const nodes = from ? rest.slice(1) : rest;
	const base = { kind: 'yield', from, span: spanOf(node) } as const;
	return nodes.length === 0 ? base : { ...base, value: lowerList(source, nodes, node.end) };
}

function lowerNumber(text: string, span: Span): Expression {
	const digits = text.replaceAll('_', '');
	if (/[jJ]$/.test(digits)) return { kind: 'unsupported', what: 'a complex number', parts: [], span };
	if (/^(?:0[xXoObB]|\d+$)/.test(digits)) return { kind: 'int', value: BigInt(digits), span };
	return { kind: 'float', value: Number(digits), span };
}

function lowerDict(source: string, node: TreeNode): Expression {
	const entries: { readonly key?: Expression; readonly value: Expression }[] = [];
	for (const run of split(inside(node), ',')) {
		const at = run[0]?.start ?? node.end;
		const sound = run.filter((child) => child.name !== errorNode);
		if (sound.length === 0) continue;
		if (sound[0]?.name === '**') {
			entries.push({ value: lowerList(source, sound.slice(1), at) });
			continue;
		}
		const [key = [], value = []] = split(sound, ':');
		entries.push({ key: lowerList(source, key, at), value: lowerList(source, value, at) });
	}
	return { kind: 'dict', entries, span: spanOf(node) };
}

function lowerComprehension(
	source: string,
	makes: 'list' | 'set' | 'dict' | 'generator',
	nodes: Nodes,
	span: Span,
): Expression {
	const start = nodes.findIndex((node) => node.name === 'for' || node.name === 'async');
	if (start < 0) return invalid(span);
	const [key = [], value] = split(nodes.slice(0, start), ':');
	const rest = nodes.slice(start).filter((node) => node.name !== 'async');
	const clauses: Clause[] = [];
	for (const run of split(rest, 'for').slice(1)) {
		const at = run[0]?.start ?? span.end;
		const border = run.findIndex((node) => node.name === 'in');
		const [iterable = [], ...conditions] = split(run.slice(border + 1), 'if');
		clauses.push({
			target: lowerList(source, run.slice(0, Math.max(border, 0)), at),
			iterable: lowerList(source, iterable, at),
			conditions: conditions.map((nodes) => lowerList(source, nodes, at)),
		});
	}
	const base = {
		kind: 'comprehension',
		makes,
		element: lowerList(source, key, span.start),
		clauses,
		span,
	} as const;
	return value === undefined ? base : { ...base, value: lowerList(source, value, span.start) };
}

function lowerBinary(source: string, node: TreeNode): Expression {
	const span = spanOf(node);
	const left = node.children[0];
	if (left === undefined) return invalid(span);
	const words = node.children.slice(1).filter((child) => isOperator(child.name));
	const operator = words.map((child) => source.slice(child.start, child.end)).join(' ');
	const right = lowerList(source, node.children.slice(1 + words.length), node.end);
	if (operator === 'and' || operator === 'or') {
		return { kind: operator, left: lowerExpression(source, left), right, span };
	}
	if (arithmetic.has(operator)) {
		return {
			kind: 'binary',
			operator: operator as BinaryOperator,
			left: lowerExpression(source, left),
			right,
			span,
		};
	}
	if (!comparing.has(operator) && !/^(?:is|in|not in|is not)$/.test(operator)) return invalid(span);
	const comparison: Comparison = { operator: operator as CompareOperator, right };
	const before = lowerExpression(source, left);
	return before.kind === 'compare'
		? { kind: 'compare', left: before.left, comparisons: [...before.comparisons, comparison], span }
		: { kind: 'compare', left: before, comparisons: [comparison], span };
}

function isOperator(name: string): boolean {
	return /^(?:ArithOp|BitOp|CompareOp|and|or|in|not|is)$/.test(name);
}

function lowerMember(source: string, node: TreeNode): Expression {
	const span = spanOf(node);
	const [object, mark, ...rest] = node.children;
	if (!object || !mark) return invalid(span);
	if (mark.name === '.') {
		const name = rest.find((child) => child.name === 'PropertyName');
		const nameSpan = name === undefined ? { start: mark.end, end: mark.end } : spanOf(name);
		return {
			kind: 'attribute',
			object: lowerExpression(source, object),
			name: source.slice(nameSpan.start, nameSpan.end),
			nameSpan,
			span,
		};
	}
	const inner = rest.at(-1)?.name === ']' ? rest.slice(0, -1) : rest;
	const runs = split(inner, ',');
	const items = runs.filter((run) => run.length > 0).map((run) => lowerIndex(source, run, mark.end));
	const only = runs.length === 1 ? items[0] : undefined;
	const all = spanOfAll(inner, mark.end);
	const index: Expression = only ?? { kind: 'tuple', items, parenthesised: false, span: all };
	return { kind: 'subscript', object: lowerExpression(source, object), index, span };
}

function lowerIndex(source: string, nodes: Nodes, at: number): Expression {
	if (!nodes.some((node) => node.name === ':')) return lowerList(source, nodes, at);
	const [from, to, step] = split(nodes, ':').map((run) =>
		run.length === 0 ? undefined : lowerList(source, run, at),
	);
	return {
		kind: 'slice',
		span: spanOfAll(nodes, at),
		...(from === undefined ? {} : { from }),
		...(to === undefined ? {} : { to }),
		...(step === undefined ? {} : { step }),
	};
}

/** A call's arguments; a lone comprehension counts as one argument. */
export function lowerArguments(source: string, list: TreeNode): Argument[] {
	const nodes = inside(list);
	if (nodes.some((node) => node.name === 'for')) {
		const span = spanOfAll(nodes, list.end);
		return [{ kind: 'plain', value: lowerComprehension(source, 'generator', nodes, span) }];
	}
	return split(nodes, ',')
		.map((run) => run.filter((node) => node.name !== errorNode))
		.filter((run) => run.length > 0)
		.map((run): Argument => {
			const [first, second] = run;
			const at = first?.start ?? list.end;
			if (first?.name === '*') return { kind: 'star', value: lowerList(source, run.slice(1), at) };
			if (first?.name === '**') return { kind: 'doublestar', value: lowerList(source, run.slice(1), at) };
			if (second?.name === 'AssignOp' && source.slice(second.start, second.end) === '=') {
				const name = source.slice(at, first?.end ?? at);
				return { kind: 'keyword', name, value: lowerList(source, run.slice(2), second.end) };
			}
			return { kind: 'plain', value: lowerItem(source, run, at) };
		});
}

/** The parameters of a `def` or `lambda`. The grammar drops the `/`, which leaves an empty place behind. */
export function lowerParameters(source: string, list: TreeNode): Parameter[] {
	const nodes = list.children.filter(
		(node) => node.name !== '(' && node.name !== ')' && node.name !== errorNode,
	);
	const out: Parameter[] = [];
	let keywordOnly = false;
	const runs = split(nodes, ',');
	for (const [index, run] of runs.entries()) {
		const star = run[0]?.name === '*' || run[0]?.name === '**' ? run[0].name : undefined;
		const name = run.find((node) => node.name === 'VariableName');
		// A comma at the end leaves an empty place as well.
		if (
			run.length === 0 &&
			(index < runs.length - 1 || endsInSlash.test(source.slice(list.start, list.end)))
		) {
			markPositionalOnly(out);
		}
		if (star === '*') keywordOnly = true;
		if (name === undefined) continue;
		const equals = run.findIndex((node) => node.name === 'AssignOp');
		const type = run.find((node) => node.name === 'TypeDef');
		out.push({
			kind: star === '*' ? 'star' : star === '**' ? 'doublestar' : keywordOnly ? 'keyword-only' : 'ordinary',
			name: source.slice(name.start, name.end),
			span: spanOf(name),
			...(equals < 0 ? {} : { default: lowerList(source, run.slice(equals + 1), name.end) }),
			...(type === undefined ? {} : { annotation: lowerAnnotation(source, type) }),
		});
	}
	return out;
}

const endsInSlash = /\/\s*\)?$/;

function markPositionalOnly(parameters: Parameter[]): void {
	for (const [index, parameter] of parameters.entries()) {
		if (parameter.kind === 'ordinary') parameters[index] = { ...parameter, kind: 'positional-only' };
	}
}

/** The type behind a colon or an arrow. */
export function lowerAnnotation(source: string, node: TreeNode): Expression {
	return lowerList(
		source,
		node.children.filter((child) => child.name !== ':' && child.name !== '->'),
		node.end,
	);
}
