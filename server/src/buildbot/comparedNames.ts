/** Names that a file compares with builds, arches and subarches: in conditions, and as keys in lookups. */
import type { Span } from '../base/span.ts';
import { alternatives, lookupIn, membersIn, stringsIn } from '../python/constants.ts';
import type { Expression } from '../python/syntax/ast.ts';
import type { Callable, Source, Variables } from '../python/variables.ts';
import { type BuildList, isListSetting, listHolds } from './settingNames.ts';

/** A name that is compared with builds, arches or subarches. */
export interface ComparedName {
	readonly holds: BuildList;
	readonly name: string;
	readonly span: Span;
	/** True if the text at `span` is the name itself. */
	readonly exact: boolean;
}

/** The parameters of `map_build` that are names. */
const passed: readonly (BuildList | undefined)[] = ['builds', 'subarches'];

/** Each name once, in the order of the text. */
export function comparedNames(variables: Variables, mapBuild: readonly Callable[]): ComparedName[] {
	const meanings = createMeanings(variables, mapBuild);
	const found = new Map<Expression, ComparedName>();
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
		const holds = meanings(one);
		if (holds === undefined) return;
		for (const node of stringsIn(other, variables)) {
			const { value: name, exact, span } = node;
			found.set(node, { holds, name, span: exact ?? span, exact: exact !== undefined });
		}
	};
	/** Compares with every item or key that `others` may have. */
	const matchMembers: Match = (one, others) => {
		if (one.kind !== 'tuple' && meanings(one) === undefined) return;
		for (const member of membersIn(others, variables)) match(one, member);
	};
	for (const node of variables.expressions) {
		if (node.kind === 'compare') matchComparison(node, match, matchMembers);
		const lookup = lookupIn(node);
		const dicts = lookup === undefined ? [] : alternatives(lookup.object, variables);
		if (lookup !== undefined && dicts.some(({ kind }) => kind === 'dict'))
			matchMembers(lookup.key, lookup.object);
	}
	return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

type Match = (one: Expression, other: Expression) => void;

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

/** What the names in an expression are: builds, arches or subarches; `undefined`: unknown. */
function createMeanings(
	variables: Variables,
	mapBuild: readonly Callable[],
): (node: Expression) => BuildList | undefined {
	const known = new Map<string, BuildList | undefined>();

	const ofExpression = (node: Expression): BuildList | undefined => {
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
			default:
				return undefined;
		}
	};

	const ofVariable = (variable: string): BuildList | undefined => {
		if (known.has(variable)) return known.get(variable);
		// A variable that depends on itself gives no information.
		known.set(variable, undefined);
		const meaning = variables.isWhole(variable)
			? common(variables.sources(variable).map(ofSource))
			: undefined;
		known.set(variable, meaning);
		return meaning;
	};

	const ofSource = (source: Source): BuildList | undefined => {
		switch (source.kind) {
			case 'value':
				return ofExpression(source.expression);
			case 'item':
				return ofItems(source.iterable);
			case 'parameter': {
				const { callable, index } = source;
				if (mapBuild.includes(callable)) return passed[index];
				return common((variables.calls(callable) ?? []).map((call) => ofArgument(call, callable, index)));
			}
			default:
				return undefined;
		}
	};

	const ofArgument = (
		{ args }: Expression & { readonly kind: 'call' },
		{ parameters }: Callable,
		index: number,
	): BuildList | undefined => {
		const isPlain = args.slice(0, index + 1).every(({ kind }) => kind === 'plain');
		const byName = args.find(({ kind, name }) => kind === 'keyword' && name === parameters[index]?.name);
		const argument = byName ?? (isPlain ? args[index] : undefined);
		return argument && ofExpression(argument.value);
	};

	const ofItems = (iterable: Expression): BuildList | undefined => {
		switch (iterable.kind) {
			case 'parenthesised':
				return ofItems(iterable.inner);
			case 'binary':
				return common([iterable.left, iterable.right].map(ofItems));
			case 'name':
				return variables.at(iterable) === `module ${iterable.name}` && isListSetting(iterable.name)
					? listHolds[iterable.name]
					: undefined;
			default:
				return undefined;
		}
	};

	return ofExpression;
}

/** The value that all agree on; `undefined` otherwise. */
function common(meanings: readonly (BuildList | undefined)[]): BuildList | undefined {
	const [first, ...others] = meanings;
	return others.every((other) => other === first) ? first : undefined;
}
