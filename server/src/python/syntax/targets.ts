/**
 * Valid targets of assignments, loops and deletions.
 * Python 3.11 Language Reference, 7.2, Assignment statements.
 */
import type { Expression } from './ast.ts';

/** The kind of statement that contains a target. */
export type TargetPlace = 'assign' | 'for' | 'delete';

/** The part of an expression that is not a valid target; `undefined` if there is none, or CPython names none. */
export function unfitPart(target: Expression, place: TargetPlace): Expression | undefined {
	switch (target.kind) {
		case 'tuple':
		case 'list':
			for (const item of target.items) {
				const found = unfitPart(item, place);
				if (found !== undefined) return found;
			}
			return undefined;
		case 'parenthesised':
			return unfitPart(target.inner, place);
		case 'starred':
			return place === 'delete' ? target : unfitPart(target.value, place);
		case 'compare':
			if (place !== 'for') return target;
			return target.comparisons[0]?.operator === 'in' ? unfitPart(target.left, place) : undefined;
		case 'name':
		case 'subscript':
		case 'attribute':
		case 'invalid':
			return undefined;
		default:
			return target;
	}
}

/** True for what the grammar accepts as a target. */
export function isTarget(target: Expression, place: TargetPlace): boolean {
	switch (target.kind) {
		case 'tuple':
		case 'list':
			return target.items.every((item) => isTarget(item, place));
		case 'parenthesised':
			return target.inner.kind !== 'starred' && isTarget(target.inner, place);
		case 'starred':
			return place !== 'delete' && target.value.kind !== 'starred' && isTarget(target.value, place);
		default:
			return isSingleTarget(target);
	}
}

/** True for a name, an attribute or a subscript, in parentheses or not. */
export function isSingleTarget(target: Expression): boolean {
	const inner = unwrapped(target);
	return /^(?:name|attribute|subscript|invalid)$/.test(inner.kind);
}

/** An expression without its surrounding parentheses. */
export function unwrapped(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === 'parenthesised') inner = inner.inner;
	return inner;
}

const names: Readonly<Record<string, string>> = {
	true: 'True',
	false: 'False',
	none: 'None',
	int: 'literal',
	float: 'literal',
	string: 'literal',
	fstring: 'f-string expression',
	call: 'function call',
	binary: 'expression',
	unary: 'expression',
	and: 'expression',
	or: 'expression',
	compare: 'comparison',
	conditional: 'conditional expression',
	dict: 'dict literal',
	set: 'set display',
	walrus: 'named expression',
	yield: 'yield expression',
};

/** CPython's name for a kind of expression in its errors. */
export function describe(expression: Expression): string {
	const inner = unwrapped(expression);
	if (inner.kind === 'comprehension') {
		return inner.makes === 'generator' ? 'generator expression' : `${inner.makes} comprehension`;
	}
	if (inner.kind === 'unsupported') {
		return inner.what === 'await'
			? 'await expression'
			: inner.what.includes('comprehension')
				? 'list comprehension'
				: 'literal';
	}
	return names[inner.kind] ?? inner.kind;
}
