/** The strings that an expression may evaluate to, as far as the text of the file shows. */
import type { Expression } from './syntax/ast.ts';
import type { Variables } from './variables.ts';

export type StringNode = Expression & { readonly kind: 'string' };

/** Follows parentheses, choices and variables to every expression that may be the result, each once; none if that takes too many steps. */
export function alternatives(from: Expression, variables: Variables): readonly Expression[] {
	const seen = new Set<Expression>([from]);
	const found: Expression[] = [];
	for (const node of seen) {
		if (!variables.spend()) return [];
		const next = choices(node, variables);
		if (next === undefined) found.push(node);
		else for (const one of next) seen.add(one);
	}
	return found;
}

/** The expressions that a node stands for; `undefined`: only itself. */
function choices(node: Expression, variables: Variables): readonly Expression[] | undefined {
	switch (node.kind) {
		case 'parenthesised':
			return [node.inner];
		case 'conditional':
			return [node.whenTrue, node.whenFalse];
		case 'or':
			return [node.left, node.right];
		case 'and':
			return [node.right];
		case 'walrus':
			return [node.value];
		case 'name': {
			const variable = variables.at(node);
			if (variable === undefined || !variables.isWhole(variable)) return undefined;
			const sources = variables.sources(variable);
			const values = sources.flatMap((source) => (source.kind === 'value' ? [source.expression] : []));
			return values.length === sources.length && values.length > 0 ? values : undefined;
		}
		default:
			return undefined;
	}
}

/** The strings that an expression may evaluate to. */
export function stringsIn(node: Expression, variables: Variables): readonly StringNode[] {
	return alternatives(node, variables).filter((one) => one.kind === 'string');
}

/** The items of the sequences and sets, and the keys of the dicts, that an expression may evaluate to. */
export function membersIn(from: Expression, variables: Variables): readonly Expression[] {
	const seen = new Set<Expression>([from]);
	const found = new Set<Expression>();
	for (const node of seen) {
		if (!variables.spend()) return [];
		for (const one of alternatives(node, variables)) {
			if (one.kind === 'tuple' || one.kind === 'list' || one.kind === 'set') {
				for (const item of one.items) {
					if (item.kind === 'starred') seen.add(item.value);
					else found.add(item);
				}
			} else if (one.kind === 'dict') for (const key of keysOf(one)) found.add(key);
			else if (one.kind === 'binary' && (one.operator === '+' || one.operator === '|'))
				seen.add(one.left).add(one.right);
			else if (one.kind === 'call') for (const argument of copied(one)) seen.add(argument);
		}
	}
	return [...found];
}

function keysOf({ entries }: Expression & { readonly kind: 'dict' }): Expression[] {
	return entries.flatMap(({ key }) => (key === undefined ? [] : [key]));
}

/** The argument from which `tuple(…)` and similar calls take their items. */
function copied({ callee, args }: Expression & { readonly kind: 'call' }): readonly Expression[] {
	const isCopy = callee.kind === 'name' && /^(?:tuple|list|set|frozenset|sorted)$/.test(callee.name);
	const [first, ...others] = args;
	return isCopy && first?.kind === 'plain' && others.length === 0 ? [first.value] : [];
}

/** A lookup by key: `object[key]` or `object.get(key, otherwise)`. */
export interface KeyLookup {
	readonly object: Expression;
	readonly key: Expression;
	readonly otherwise: Expression | undefined;
}

/** Returns the lookup in an expression; `undefined` if it is not one. */
export function lookupIn(node: Expression): KeyLookup | undefined {
	if (node.kind === 'subscript') return { object: node.object, key: node.index, otherwise: undefined };
	if (node.kind !== 'call' || node.callee.kind !== 'attribute') return undefined;
	const [key, otherwise] = node.args;
	if (!/^(?:get|pop|setdefault)$/.test(node.callee.name) || key?.kind !== 'plain') return undefined;
	return { object: node.callee.object, key: key.value, otherwise: otherwise?.value };
}
