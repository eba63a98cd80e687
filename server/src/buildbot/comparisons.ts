/** Finds the strings that a file compares with values of a known meaning: in conditions, and as keys in lookups. */
import { alternatives, lookupIn, membersIn, type StringNode, stringsIn } from '../python/constants.ts';
import type { Expression } from '../python/syntax/ast.ts';
import type { Callable, Source, Variables } from '../python/variables.ts';

/** What is known before: the meaning of each; `undefined`: none. */
export interface KnownMeanings<Meaning> {
	/** Of a parameter of a function. */
	readonly ofParameter: (callable: Callable, index: number) => Meaning | undefined;
	/** Of the items of a variable of the module. */
	readonly ofItems: (name: string) => Meaning | undefined;
	/** Of a variable of the module itself that the file does not assign. */
	readonly ofPreset?: (name: string) => Meaning | undefined;
	/** Methods whose result means what the object means, such as `lower`. */
	readonly keeping?: RegExp;
	/** Methods of whose result the first part means what the object means, such as `split`. */
	readonly dividing?: RegExp;
}

/** Each string once, in the order of the text. */
export function comparedStrings<Meaning extends string>(
	variables: Variables,
	known: KnownMeanings<Meaning>,
): readonly { readonly meaning: Meaning; readonly node: StringNode }[] {
	const meanings = createMeanings(variables, known);
	const found = new Map<StringNode, Meaning>();
	const match: Match = (one, other) => {
		if (!variables.spend()) return;
		if (one.kind === 'parenthesised') return match(one.inner, other);
		if (one.kind === 'tuple') {
			for (const tuple of alternatives(other, variables)) {
				if (tuple.kind !== 'tuple' || tuple.items.length !== one.items.length) continue;
				for (const [index, item] of one.items.entries()) match(item, tuple.items[index] ?? item);
			}
			return;
		}
		const meaning = meanings(one);
		if (meaning === undefined) return;
		for (const node of stringsIn(other, variables)) found.set(node, meaning);
	};
	/** Compares with every item or key that `others` may have. */
	const matchMembers: Match = (one, others) => {
		if (one.kind !== 'tuple' && meanings(one) === undefined) return;
		for (const member of membersIn(others, variables)) match(one, member);
	};
	for (const node of variables.expressions) {
		if (node.kind === 'compare') matchComparison(node, match, matchMembers);
		const lookup = lookupIn(node);
		if (lookup === undefined) continue;
		for (const table of tablesIn(lookup.object, variables))
			if (table.kind === 'dict') matchMembers(lookup.key, table);
	}
	return [...found]
		.map(([node, meaning]) => ({ node, meaning }))
		.sort((a, b) => a.node.span.start - b.node.span.start);
}

type Match = (one: Expression, other: Expression) => void;

/** What an expression may evaluate to, a value of a table of tables included. */
function tablesIn(from: Expression, variables: Variables): readonly Expression[] {
	const seen = new Set<Expression>([from]);
	const found = new Set<Expression>();
	for (const node of seen) {
		if (!variables.spend()) return [];
		for (const one of alternatives(node, variables)) {
			const lookup = lookupIn(one);
			if (lookup === undefined) {
				found.add(one);
				continue;
			}
			for (const table of tablesIn(lookup.object, variables)) {
				if (table.kind !== 'dict') continue;
				for (const { value } of table.entries) seen.add(value);
			}
		}
	}
	return [...found];
}

function matchComparison(
	{ left, comparisons }: Expression & { readonly kind: 'compare' },
	match: Match,
	matchMembers: Match,
): void {
	let before = left;
	for (const { operator, right } of comparisons) {
		if (operator === '==' || operator === '!=') {
			match(before, right);
			match(right, before);
		} else if (operator === 'in' || operator === 'not in') {
			matchMembers(before, right);
			// A tuple that lacks its comma.
			if (right.kind === 'parenthesised' && right.inner.kind === 'string') match(before, right.inner);
		}
		before = right;
	}
}

/** The meaning of an expression; `undefined`: unknown. */
function createMeanings<Meaning>(
	variables: Variables,
	{ ofParameter, ofItems: ofItemsIn, ofPreset, keeping, dividing }: KnownMeanings<Meaning>,
): (node: Expression) => Meaning | undefined {
	const known = new Map<string, Meaning | undefined>();

	const ofExpression = (node: Expression): Meaning | undefined => {
		switch (node.kind) {
			case 'parenthesised':
				return ofExpression(node.inner);
			case 'conditional':
				return common([node.whenTrue, node.whenFalse].map(ofExpression));
			case 'walrus':
				return ofExpression(node.value);
			case 'name': {
				const variable = variables.at(node);
				return variable === undefined ? undefined : ofVariable(variable);
			}
			case 'call':
				return methodOf(node, keeping);
			case 'subscript': {
				const { object, index } = node;
				const isFirst = index.kind === 'int' && index.value === 0n;
				return isFirst && object.kind === 'call' ? methodOf(object, dividing) : undefined;
			}
			default:
				return undefined;
		}
	};

	const methodOf = (
		{ callee }: Expression & { readonly kind: 'call' },
		methods: RegExp | undefined,
	): Meaning | undefined =>
		callee.kind === 'attribute' && methods?.test(callee.name) ? ofExpression(callee.object) : undefined;

	const ofVariable = (variable: string): Meaning | undefined => {
		if (known.has(variable)) return known.get(variable);
		// A variable that depends on itself gives no information.
		known.set(variable, undefined);
		const sources = variables.isWhole(variable) ? withoutDefaults(variables.sources(variable)) : [];
		const meaning = sources.length > 0 ? common(sources.map(ofSource)) : presetOf(variable);
		known.set(variable, meaning);
		return meaning;
	};

	const presetOf = (variable: string): Meaning | undefined => {
		const isUnassigned = variables.sources(variable).length === 0 && variables.isWhole(variable);
		const name = isUnassigned ? /^module (.*)$/.exec(variable)?.[1] : undefined;
		return name === undefined ? undefined : ofPreset?.(name);
	};

	const ofSource = (source: Source): Meaning | undefined => {
		switch (source.kind) {
			case 'value':
				return ofExpression(source.expression);
			case 'item':
				return ofItems(source.iterable);
			case 'parameter': {
				const { callable, index } = source;
				const calls = variables.calls(callable) ?? [];
				return ofParameter(callable, index) ?? common(calls.map((call) => ofArgument(call, callable, index)));
			}
			default:
				return undefined;
		}
	};

	const ofArgument = (
		{ args }: Expression & { readonly kind: 'call' },
		{ parameters }: Callable,
		index: number,
	): Meaning | undefined => {
		const isPlain = args.slice(0, index + 1).every(({ kind }) => kind === 'plain');
		const byName = args.find(({ kind, name }) => kind === 'keyword' && name === parameters[index]?.name);
		const argument = byName ?? (isPlain ? args[index] : undefined);
		return argument && ofExpression(argument.value);
	};

	const ofItems = (iterable: Expression): Meaning | undefined => {
		switch (iterable.kind) {
			case 'parenthesised':
				return ofItems(iterable.inner);
			case 'binary':
				return common([iterable.left, iterable.right].map(ofItems));
			case 'name':
				return variables.at(iterable) === `module ${iterable.name}` ? ofItemsIn(iterable.name) : undefined;
			default:
				return undefined;
		}
	};

	return ofExpression;
}

/** What a parameter is if nothing is passed says nothing about what is passed. */
function withoutDefaults(sources: readonly Source[]): readonly Source[] {
	const defaults = new Set(
		sources.flatMap((source) =>
			source.kind === 'parameter' ? (source.callable.parameters[source.index]?.default ?? []) : [],
		),
	);
	return sources.filter((source) => source.kind !== 'value' || !defaults.has(source.expression));
}

/** The value that all agree on; `undefined` otherwise. */
function common<Meaning>(meanings: readonly (Meaning | undefined)[]): Meaning | undefined {
	const [first, ...others] = meanings;
	return others.every((other) => other === first) ? first : undefined;
}
