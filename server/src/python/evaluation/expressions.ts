/**
 * Evaluates Python expressions.
 * Python 3.11 Language Reference, 6, Expressions.
 */
import { pushAll } from '../../base/collections.ts';
import { memoizeWeak } from '../../base/memoize.ts';
import { getAttribute } from '../library/attributes.ts';
import { isIterable, itemsOf, iterate, makeDict, makeSet, setEntry, truth } from '../runtime/collections.ts';
import { format } from '../runtime/formatSpec.ts';
import { checkLength } from '../runtime/limits.ts';
import { binary, compareValues, unary } from '../runtime/operators.ts';
import { getItem } from '../runtime/sequences.ts';
import { known, raise, Unknown } from '../runtime/signals.ts';
import { convertedText } from '../runtime/text.ts';
import { typeName } from '../runtime/types.ts';
import {
	bool,
	type CallArguments,
	float,
	int,
	iterator,
	list,
	type Machine,
	none,
	nowhere,
	type Scope,
	str,
	tuple,
	type Value,
} from '../runtime/value.ts';
import type { Argument, Clause, Expression, FormatPart, FunctionNode } from '../syntax/ast.ts';
import { assignTarget } from './assignment.ts';
import { clauseNames, functionNames } from './binding.ts';
import { assignOutside, lookUpName } from './scopes.ts';
import { lambdaFunction } from './textEffects.ts';

type Node<Kind extends Expression['kind']> = Expression & { readonly kind: Kind };

/** The value of an expression. May raise, stop, or find that the value is unknown. */
export function evaluate(machine: Machine, scope: Scope, node: Expression): Value {
	machine.spend(1);
	const evaluator = evaluators[node.kind] as (machine: Machine, scope: Scope, node: Expression) => Value;
	return evaluator(machine, scope, node);
}

/** A table instead of a switch keeps stack frames small, so that Python code can recurse as deep as in Python. */
const evaluators: {
	readonly [Kind in Expression['kind']]: (machine: Machine, scope: Scope, node: Node<Kind>) => Value;
} = {
	name: (machine, scope, node) => {
		machine.at = node.span;
		return made(node, lookUpName(machine, scope, node.name));
	},
	none: () => none,
	true: () => bool(true),
	false: () => bool(false),
	ellipsis: () => ({ kind: 'ellipsis' }),
	int: (_machine, _scope, node) => int(node.value),
	float: (_machine, _scope, node) => made(node, float(node.value)),
	string: (_machine, _scope, node) => ({
		kind: 'str',
		value: node.value,
		origin: node.exact ? { span: node.exact, exact: true } : { span: node.span, exact: false },
	}),
	fstring: (machine, scope, node) => made(node, str(formatted(machine, scope, node.parts))),
	tuple: (machine, scope, node) => tuple(items(machine, scope, node.items)),
	list: (machine, scope, node) => list(items(machine, scope, node.items)),
	set: (machine, scope, node) => makeSet(machine, items(machine, scope, node.items)),
	dict,
	comprehension,
	parenthesised: (machine, scope, node) => evaluate(machine, scope, node.inner),
	binary: (machine, scope, node) => {
		const left = evaluate(machine, scope, node.left);
		const right = evaluate(machine, scope, node.right);
		machine.at = node.span;
		return made(node, binary(machine, node.operator, left, right));
	},
	and: (machine, scope, node) => {
		const left = evaluate(machine, scope, node.left);
		return truth(left) ? evaluate(machine, scope, node.right) : left;
	},
	or: (machine, scope, node) => {
		const left = evaluate(machine, scope, node.left);
		return truth(left) ? left : evaluate(machine, scope, node.right);
	},
	compare,
	unary: (machine, scope, node) => {
		const operand = evaluate(machine, scope, node.operand);
		machine.at = node.span;
		return unary(node.operator, operand);
	},
	conditional: (machine, scope, node) => {
		const chosen = truth(evaluate(machine, scope, node.test)) ? node.whenTrue : node.whenFalse;
		return evaluate(machine, scope, chosen);
	},
	call,
	attribute: (machine, scope, node) => {
		const object = evaluate(machine, scope, node.object);
		machine.at = node.nameSpan;
		return made(node, getAttribute(machine, object, node.name));
	},
	subscript: (machine, scope, node) => {
		const object = evaluate(machine, scope, node.object);
		const index = evaluate(machine, scope, node.index);
		machine.at = node.span;
		return getItem(machine, object, index);
	},
	slice: (machine, scope, node) => {
		const part = (bound: Expression | undefined): Value =>
			bound === undefined ? none : evaluate(machine, scope, bound);
		return { kind: 'slice', from: part(node.from), to: part(node.to), step: part(node.step) };
	},
	starred: (machine, _scope, node) => {
		machine.at = node.span;
		return raise('TypeError', 'a starred expression needs a list around it');
	},
	lambda: (machine, scope, node) => makeFunction(machine, scope, lambdaFunction(node)),
	walrus: (machine, scope, node) => {
		const value = evaluate(machine, scope, node.value);
		assignOutside(machine, scope, node.name, value);
		return value;
	},
	yield: (_machine, _scope, node) => {
		throw new Unknown({ kind: 'dynamic', what: 'yield', span: node.span });
	},
	unsupported: (_machine, _scope, node) => {
		throw new Unknown({ kind: 'dynamic', what: node.what, span: node.span });
	},
	invalid: (_machine, _scope, node) => {
		throw new Unknown({ kind: 'dynamic', what: 'text that is not Python', span: node.span });
	},
};

/** Gives a computed string, or a value without a place, the place of its expression. */
function made(node: Expression, value: Value): Value {
	if (value.kind === 'dynamic' && value.span === nowhere) return { ...value, span: node.span };
	if (value.kind !== 'str' || value.origin !== undefined) return value;
	return { kind: 'str', value: value.value, origin: { span: node.span, exact: false } };
}

function items(machine: Machine, scope: Scope, nodes: readonly Expression[]): Value[] {
	const out: Value[] = [];
	for (const node of nodes) {
		if (node.kind !== 'starred') out.push(evaluate(machine, scope, node));
		else {
			const value = evaluate(machine, scope, node.value);
			machine.at = node.span;
			const complaint = `Value after * must be an iterable, not ${typeName(value)}`;
			pushAll(out, unpacked(machine, value, complaint));
		}
	}
	return out;
}

function unpacked(machine: Machine, value: Value, complaint: string): Value[] {
	const certain = known(value);
	return isIterable(certain) ? itemsOf(machine, certain) : raise('TypeError', complaint);
}

function dict(machine: Machine, scope: Scope, node: Node<'dict'>): Value {
	const out = makeDict(machine, []);
	for (const entry of node.entries) {
		if (entry.key !== undefined) {
			const key = evaluate(machine, scope, entry.key);
			const value = evaluate(machine, scope, entry.value);
			machine.at = node.span;
			setEntry(machine, out, key, value);
			continue;
		}
		const more = known(evaluate(machine, scope, entry.value));
		machine.at = node.span;
		if (more.kind !== 'dict') raise('TypeError', `'${typeName(more)}' object is not a mapping`);
		else for (const { key, value } of more.entries.values()) setEntry(machine, out, key, value);
	}
	return out;
}

function compare(machine: Machine, scope: Scope, node: Node<'compare'>): Value {
	let left = evaluate(machine, scope, node.left);
	for (const { operator, right: next } of node.comparisons) {
		const right = evaluate(machine, scope, next);
		machine.at = node.span;
		if (!compareValues(machine, operator, left, right)) return bool(false);
		left = right;
	}
	return bool(true);
}

function call(machine: Machine, scope: Scope, node: Node<'call'>): Value {
	const callee = evaluate(machine, scope, node.callee);
	const args = callArguments(machine, scope, node.args, callee);
	// Python attributes a method call to the line of the method's name.
	const method = node.callee.kind === 'attribute' ? node.callee.nameSpan : node.span;
	machine.at = { start: method.start, end: node.span.end };
	return made(node, machine.call(callee, args));
}

function callArguments(
	machine: Machine,
	scope: Scope,
	nodes: readonly Argument[],
	callee: Value,
): CallArguments {
	const positional: Value[] = [];
	const named = new Map<string, Value>();
	const name =
		callee.kind === 'function' ? callee.node.name : callee.kind === 'native' ? callee.name : 'function';
	const add = (key: string, value: Value): void => {
		if (named.has(key)) raise('TypeError', `${name}() got multiple values for keyword argument '${key}'`);
		named.set(key, value);
	};
	for (const node of nodes) {
		const value = evaluate(machine, scope, node.value);
		if (node.kind === 'plain') positional.push(value);
		else if (node.kind === 'keyword') add(node.name ?? '', value);
		else if (node.kind === 'star') {
			const complaint = `${name}() argument after * must be an iterable, not ${typeName(value)}`;
			pushAll(positional, unpacked(machine, value, complaint));
		} else {
			const mapping = known(value);
			if (mapping.kind !== 'dict') {
				return raise('TypeError', `${name}() argument after ** must be a mapping, not ${typeName(mapping)}`);
			}
			for (const { key, value: item } of mapping.entries.values()) {
				if (key.kind !== 'str') return raise('TypeError', 'keywords must be strings');
				add(key.value, item);
			}
		}
	}
	return { positional, named };
}

/** The text of the parts of an f-string. */
function formatted(machine: Machine, scope: Scope, parts: readonly FormatPart[]): string {
	let out = '';
	for (const part of parts) {
		if (part.kind === 'text') {
			out += part.value;
			continue;
		}
		const value = evaluate(machine, scope, part.value);
		const spec = part.spec === undefined ? '' : formatted(machine, scope, part.spec);
		// `{name=}` shows the repr unless a conversion or format is given.
		const showsItself = part.selfText !== undefined && part.spec === undefined;
		const conversion = part.conversion ?? (showsItself ? 'r' : undefined);
		machine.at = part.value.span;
		machine.spend(out.length / 64);
		const shown = conversion === undefined ? value : str(convertedText(machine, value, conversion));
		out += (part.selfText ?? '') + format(machine, shown, spec);
		checkLength(out.length);
	}
	return out;
}

function comprehension(machine: Machine, scope: Scope, node: Node<'comprehension'>): Value {
	const first = node.clauses[0];
	if (first === undefined) return none;
	const outermost = evaluate(machine, scope, first.iterable);
	machine.at = first.iterable.span;
	const source = iterate(machine, outermost);
	const inner: Scope = {
		kind: 'comprehension',
		values: new Map(),
		locals: clauseNames(node.clauses),
		globals: new Set(),
		parent: scope,
	};
	const rounds = loop(machine, inner, node.clauses, source);
	if (node.makes === 'generator') {
		const code = makeFunction(machine, scope, generatorFunction(node));
		return iterator('generator', elements(machine, inner, node, rounds), [outermost, code]);
	}
	if (node.makes === 'dict') {
		const out = makeDict(machine, []);
		for (const _ of rounds) {
			const key = evaluate(machine, inner, node.element);
			setEntry(machine, out, key, node.value === undefined ? none : evaluate(machine, inner, node.value));
		}
		return out;
	}
	const values = [...elements(machine, inner, node, rounds)];
	return node.makes === 'list' ? list(values) : makeSet(machine, values);
}

function* elements(
	machine: Machine,
	scope: Scope,
	node: Node<'comprehension'>,
	rounds: Iterable<void>,
): Generator<Value, void, unknown> {
	for (const _ of rounds) yield evaluate(machine, scope, node.element);
}

/** Runs the loops of the clauses and binds their names; yields once per element. */
function* loop(
	machine: Machine,
	scope: Scope,
	clauses: readonly Clause[],
	source?: Iterable<Value>,
): Generator<void, void, unknown> {
	const [clause, ...rest] = clauses;
	if (clause === undefined) {
		yield;
		return;
	}
	for (const item of source ?? iterate(machine, evaluate(machine, scope, clause.iterable))) {
		assignTarget(machine, scope, clause.target, item, evaluate);
		if (!clause.conditions.every((condition) => truth(evaluate(machine, scope, condition)))) continue;
		if (rest.length === 0) yield;
		else yield* loop(machine, scope, rest);
	}
}

/** What a generator expression runs when it is stepped through, as a function. */
const generatorFunction = memoizeWeak((node: Node<'comprehension'>): FunctionNode => {
	const body = [{ kind: 'expression' as const, value: node, span: node.span }];
	return { name: '<genexpr>', nameSpan: node.span, parameters: [], body, decorators: [] };
});

/** A function value. Its defaults are evaluated now, its body on each call. */
export function makeFunction(machine: Machine, scope: Scope, node: FunctionNode): Value {
	const defaults = new Map<string, Value>();
	for (const { name, default: value } of node.parameters) {
		if (value !== undefined) defaults.set(name, evaluate(machine, scope, value));
	}
	for (const annotation of [...node.parameters.map((parameter) => parameter.annotation), node.returns]) {
		if (annotation !== undefined) evaluate(machine, scope, annotation);
	}
	return { kind: 'function', node, scope, defaults, names: functionNames(node) };
}
