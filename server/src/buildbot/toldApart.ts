/** How a function tells the values of a parameter apart, where it only compares them with what is written there. */
import type { Expression } from '../python/syntax/ast.ts';
import type { Variables } from '../python/variables.ts';

/** Equal for two values that the function cannot tell apart. */
export type TellApart = (value: string) => string;

/**
 * What the function does with a parameter that is always a string. `undefined`: not only comparisons with literals.
 * @param parameter the variable
 */
export function toldApart(variables: Variables, parameter: string): TellApart | undefined {
	// A second value, as in `subarch += "x"`, is another string.
	if (variables.uses.filter(({ variable, binds }) => variable === parameter && binds).length > 1)
		return undefined;
	const understood = new Set<number>();
	const unclear = new Set<number>();
	const tests: ((value: string) => boolean)[] = [];
	const isIt = (node: Expression): boolean => node.kind === 'name' && variables.at(node) === parameter;
	const note = (node: Expression, test: ((value: string) => boolean) | undefined): void => {
		if (test === undefined) {
			unclear.add(node.span.start);
			return;
		}
		understood.add(node.span.start);
		tests.push(test);
	};
	for (const node of variables.expressions) {
		if (node.kind === 'call' && node.callee.kind === 'attribute' && isIt(node.callee.object))
			note(node.callee.object, methodTest(node));
		if (node.kind !== 'compare') continue;
		// In `"a" < subarch == "b"`, one place is in two comparisons.
		let left = node.left;
		for (const { operator, right } of node.comparisons) {
			if (isIt(left)) note(left, comparisonTest(operator, right, variables));
			if (isIt(right)) note(right, reverseTest(operator, left));
			left = right;
		}
	}
	const isKnown = variables.uses.every(
		({ variable, binds, span }) =>
			variable !== parameter || binds || (understood.has(span.start) && !unclear.has(span.start)),
	);
	return isKnown ? (value) => tests.map((test) => (test(value) ? '1' : '0')).join('') : undefined;
}

type Test = ((value: string) => boolean) | undefined;

function comparisonTest(operator: string, right: Expression, variables: Variables): Test {
	if (operator === '==' || operator === '!=') return equalTest(right);
	if (operator !== 'in' && operator !== 'not in') return undefined;
	const where = tupleAt(right, variables);
	if (where.kind === 'string') return (value) => where.value.includes(value);
	const words = wordsIn(where);
	return words && ((value) => words.has(value));
}

function reverseTest(operator: string, left: Expression): Test {
	if (operator === '==' || operator === '!=') return equalTest(left);
	if ((operator !== 'in' && operator !== 'not in') || left.kind !== 'string') return undefined;
	const part = left.value;
	return (value) => value.includes(part);
}

function equalTest(other: Expression): Test {
	if (other.kind === 'string') return (value) => value === other.value;
	return other.kind === 'none' ? () => false : undefined;
}

function methodTest({ callee, args }: Expression & { readonly kind: 'call' }): Test {
	const [only, ...others] = args;
	if (callee.kind !== 'attribute' || only === undefined || only.kind !== 'plain' || others.length > 0)
		return undefined;
	const words = only.value.kind === 'string' ? new Set([only.value.value]) : wordsIn(only.value, 'tuple');
	if (words === undefined) return undefined;
	const parts = [...words];
	if (callee.name === 'startswith') return (value) => parts.some((part) => value.startsWith(part));
	return callee.name === 'endswith' ? (value) => parts.some((part) => value.endsWith(part)) : undefined;
}

/** The tuple that a variable of the module always is, since a tuple cannot change; else the expression itself. */
function tupleAt(node: Expression, variables: Variables): Expression {
	if (node.kind === 'parenthesised') return tupleAt(node.inner, variables);
	const variable = variables.at(node);
	if (variable === undefined || !variables.isWhole(variable)) return node;
	const [only, ...others] = variables.sources(variable);
	const isTuple = only?.kind === 'value' && others.length === 0 && only.expression.kind === 'tuple';
	return isTuple ? only.expression : node;
}

/** The items of a sequence that holds nothing but strings. */
function wordsIn(node: Expression, kind?: Expression['kind']): ReadonlySet<string> | undefined {
	if (kind !== undefined && node.kind !== kind) return undefined;
	if (node.kind !== 'tuple' && node.kind !== 'list' && node.kind !== 'set') return undefined;
	const words = new Set<string>();
	for (const item of node.items) {
		if (item.kind !== 'string') return undefined;
		words.add(item.value);
	}
	return words;
}
