/** Executes Python statements. What a statement cannot know makes everything it touches dynamic, and only that. */
import { addAll } from '../../base/addAll.ts';
import { isInstance } from '../library/builtins.ts';
import { findModule } from '../library/modules.ts';
import { replaceMembers } from '../library/setMethods.ts';
import { itemsOf, iterate, truth } from '../runtime/collections.ts';
import { binary } from '../runtime/operators.ts';
import { deleteItem, replaceItems } from '../runtime/sequences.ts';
import { known, Raised, raise, Unknown } from '../runtime/signals.ts';
import { exceptionType, isExceptionType, typeName } from '../runtime/types.ts';
import {
	type DynamicValue,
	type ExceptionValue,
	type Machine,
	noArguments,
	none,
	positional,
	type Scope,
	type Value,
} from '../runtime/value.ts';
import type { Expression, Handler, Statement } from '../syntax/ast.ts';
import { assignTarget } from './assignment.ts';
import { effectsOf } from './binding.ts';
import { evaluate, makeFunction } from './expressions.ts';
import { assignName, deleteName, peek } from './scopes.ts';

/** How a statement ended, if not simply at its end. */
export type Completion =
	| { readonly kind: 'break' | 'continue' }
	| { readonly kind: 'return'; readonly value: Value };

type Node<Kind extends Statement['kind']> = Statement & { readonly kind: Kind };

/** Runs statements one after the other until one leaves the block. */
export function executeBlock(
	machine: Machine,
	scope: Scope,
	statements: readonly Statement[],
): Completion | undefined {
	for (const statement of statements) {
		const completion = execute(machine, scope, statement);
		if (completion !== undefined) return completion;
	}
	return undefined;
}

function execute(machine: Machine, scope: Scope, statement: Statement): Completion | undefined {
	machine.spend(1);
	machine.at = statement.span;
	try {
		return run(machine, scope, statement);
	} catch (signal) {
		if (signal instanceof Raised) signal.span ??= machine.at;
		if (!(signal instanceof Unknown)) throw signal;
		machine.doubts++;
		if (statement.kind === 'return') return { kind: 'return', value: signal.dynamic };
		return smear(machine, scope, [statement], signal.dynamic);
	}
}

/** Makes dynamic whatever these statements may have bound, changed or returned. */
function smear(
	machine: Machine,
	scope: Scope,
	statements: readonly Statement[],
	dynamic: DynamicValue,
): Completion | undefined {
	const effects = effectsOf(statements);
	for (const name of effects.changed) {
		const value = peek(scope, name);
		if (value?.kind === 'list' || value?.kind === 'set' || value?.kind === 'dict') value.doubt ??= dynamic;
	}
	for (const name of effects.bound) assignName(machine, scope, name, dynamic);
	if (effects.leavesLoop) throw new Unknown(dynamic);
	if (effects.returns && scope.kind === 'function') return { kind: 'return', value: dynamic };
	machine.at = dynamic.span;
	return undefined;
}

function run(machine: Machine, scope: Scope, statement: Statement): Completion | undefined {
	const runner = runners[statement.kind] as Runner<Statement>;
	return runner(machine, scope, statement);
}

type Runner<Kind> = (machine: Machine, scope: Scope, statement: Kind) => Completion | undefined;

/** A runner of what never leaves its block. */
function plain<Kind extends Statement>(
	work: (machine: Machine, scope: Scope, statement: Kind) => unknown,
): Runner<Kind> {
	return (machine, scope, statement) => {
		work(machine, scope, statement);
		return undefined;
	};
}

const nothing = (): undefined => undefined;

/** A table instead of a switch, for the same reason as that of expressions. */
const runners: { readonly [Kind in Statement['kind']]: Runner<Node<Kind>> } = {
	expression: plain((machine, scope, { value }) => evaluate(machine, scope, value)),
	assign: plain((machine, scope, { targets, value: node, span }) => {
		const value = evaluate(machine, scope, node);
		machine.at = span;
		for (const target of targets) assignTarget(machine, scope, target, value, evaluate);
	}),
	augmented: plain(augment),
	annotated: plain((machine, scope, { target, annotation, value: node }) => {
		if (node !== undefined) {
			assignTarget(machine, scope, target, evaluate(machine, scope, node), evaluate);
		}
		if (scope.kind === 'module') evaluate(machine, scope, annotation);
	}),
	function: plain(defineFunction),
	return: (machine, scope, { value }) => ({
		kind: 'return',
		value: value === undefined ? none : evaluate(machine, scope, value),
	}),
	if: (machine, scope, { test, body, orelse }) =>
		executeBlock(machine, scope, truth(evaluate(machine, scope, test)) ? body : orelse),
	for: runFor,
	while: runWhile,
	try: runTry,
	raise: runRaise,
	assert: plain((machine, scope, { test, message, span }) => {
		if (truth(evaluate(machine, scope, test))) return;
		const args = message === undefined ? [] : [evaluate(machine, scope, message)];
		machine.at = span;
		throw new Raised({ kind: 'exception', type: exceptionType('AssertionError'), args });
	}),
	delete: plain((machine, scope, { targets }) => {
		for (const target of targets) deleteTarget(machine, scope, target);
	}),
	break: () => ({ kind: 'break' }),
	continue: () => ({ kind: 'continue' }),
	pass: nothing,
	global: nothing,
	nonlocal: nothing,
	import: plain((machine, scope, { names }) => {
		for (const { name, as } of names) importModule(machine, scope, name, as);
	}),
	'import-from': plain(importFrom),
	unsupported: (machine, scope, { parts, what, span }) => {
		for (const part of parts) known(evaluate(machine, scope, part));
		throw new Unknown({ kind: 'dynamic', what, span });
	},
};

/** `target += value`; lists, sets and dicts change in place. */
function augment(machine: Machine, scope: Scope, statement: Node<'augmented'>): void {
	const { target, operator } = statement;
	const old = known(evaluate(machine, scope, target));
	if (old.kind === 'list' || old.kind === 'set' || old.kind === 'dict') machine.dirty = true;
	const value = evaluate(machine, scope, statement.value);
	machine.at = statement.span;
	if (old.kind === 'list' && operator === '+') {
		addAll(old.items, itemsOf(machine, value));
		assignTarget(machine, scope, target, old, evaluate);
		return;
	}
	const result = binary(machine, operator, old, value, true);
	if (old.kind === 'list' && result.kind === 'list') {
		replaceItems(old, result.items);
		assignTarget(machine, scope, target, old, evaluate);
	} else if (old.kind === 'set' && !old.frozen) {
		replaceMembers(old, result);
		assignTarget(machine, scope, target, old, evaluate);
	} else if (old.kind === 'dict' && result.kind === 'dict') {
		for (const [key, entry] of result.entries) old.entries.set(key, entry);
		assignTarget(machine, scope, target, old, evaluate);
	} else assignTarget(machine, scope, target, result, evaluate);
}

function defineFunction(machine: Machine, scope: Scope, statement: Node<'function'>): void {
	const decorators = statement.function.decorators.map((node) => evaluate(machine, scope, node));
	let value = makeFunction(machine, scope, statement.function);
	for (const decorator of decorators.reverse()) value = machine.call(decorator, positional(value));
	assignName(machine, scope, statement.function.name, value);
}

function runFor(machine: Machine, scope: Scope, statement: Node<'for'>): Completion | undefined {
	const iterable = evaluate(machine, scope, statement.iterable);
	machine.at = statement.iterable.span;
	for (const item of iterate(machine, iterable)) {
		machine.at = statement.target.span;
		assignTarget(machine, scope, statement.target, item, evaluate);
		const completion = executeBlock(machine, scope, statement.body);
		if (completion?.kind === 'break') return undefined;
		if (completion?.kind === 'return') return completion;
		machine.at = statement.iterable.span;
	}
	return executeBlock(machine, scope, statement.orelse);
}

function runWhile(machine: Machine, scope: Scope, statement: Node<'while'>): Completion | undefined {
	while (truth(evaluate(machine, scope, statement.test))) {
		const completion = executeBlock(machine, scope, statement.body);
		if (completion?.kind === 'break') return undefined;
		if (completion?.kind === 'return') return completion;
	}
	return executeBlock(machine, scope, statement.orelse);
}

function runTry(machine: Machine, scope: Scope, statement: Node<'try'>): Completion | undefined {
	let completion: Completion | undefined;
	try {
		completion = guarded(machine, scope, statement);
	} catch (signal) {
		if (!(signal instanceof Raised)) throw signal;
		const leaving = executeBlock(machine, scope, statement.finally);
		if (leaving === undefined) throw signal;
		return leaving;
	}
	return executeBlock(machine, scope, statement.finally) ?? completion;
}

/** The part of a `try` before its `finally`. */
function guarded(machine: Machine, scope: Scope, statement: Node<'try'>): Completion | undefined {
	const before = machine.doubts;
	let completion: Completion | undefined;
	const { depth } = machine;
	try {
		completion = executeBlock(machine, scope, statement.body);
	} catch (signal) {
		if (!(signal instanceof Raised)) throw signal;
		machine.depth = depth;
		for (const handler of statement.handlers) {
			if (handles(machine, scope, handler, signal.exception)) return handle(machine, scope, handler, signal);
		}
		throw signal;
	}
	if (machine.doubts > before && statement.handlers.length > 0) {
		const dynamic: DynamicValue = { kind: 'dynamic', what: 'something that may fail', span: machine.at };
		const statements = [...statement.handlers.flatMap((handler) => handler.body), ...statement.orelse];
		return smear(machine, scope, statements, dynamic) ?? completion;
	}
	return completion ?? executeBlock(machine, scope, statement.orelse);
}

function handles(machine: Machine, scope: Scope, handler: Handler, exception: ExceptionValue): boolean {
	if (handler.type === undefined) return true;
	const types = known(evaluate(machine, scope, handler.type));
	machine.at = handler.type.span;
	const all = types.kind === 'tuple' ? types.items : [types];
	for (const type of all) {
		const certain = known(type);
		if (certain.kind !== 'type' || !isExceptionType(certain)) {
			raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
		}
	}
	return isInstance(exception, types);
}

function handle(machine: Machine, scope: Scope, handler: Handler, signal: Raised): Completion | undefined {
	const outer = machine.handling;
	machine.handling = signal;
	try {
		if (handler.name !== undefined) assignName(machine, scope, handler.name, signal.exception);
		return executeBlock(machine, scope, handler.body);
	} finally {
		machine.handling = outer;
		if (handler.name !== undefined && peek(scope, handler.name) !== undefined)
			deleteName(scope, handler.name);
	}
}

function runRaise(machine: Machine, scope: Scope, statement: Node<'raise'>): never {
	if (statement.value === undefined) {
		if (machine.handling !== undefined) throw machine.handling;
		return raise('RuntimeError', 'No active exception to reraise');
	}
	const value = known(evaluate(machine, scope, statement.value));
	if (statement.cause !== undefined) evaluate(machine, scope, statement.cause);
	machine.at = statement.span;
	if (value.kind === 'exception') throw new Raised(value);
	if (value.kind === 'type' && isExceptionType(value)) {
		const made = machine.call(value, noArguments);
		if (made.kind === 'exception') throw new Raised(made);
	}
	return raise('TypeError', 'exceptions must derive from BaseException');
}

function deleteTarget(machine: Machine, scope: Scope, target: Expression): void {
	if (target.kind === 'name') deleteName(scope, target.name);
	else if (target.kind === 'parenthesised') deleteTarget(machine, scope, target.inner);
	else if (target.kind === 'tuple' || target.kind === 'list') {
		for (const item of target.items) deleteTarget(machine, scope, item);
	} else if (target.kind === 'subscript') {
		const object = evaluate(machine, scope, target.object);
		const index = evaluate(machine, scope, target.index);
		machine.at = target.span;
		deleteItem(machine, object, index);
	} else {
		const object = target.kind === 'attribute' ? known(evaluate(machine, scope, target.object)) : none;
		raise('AttributeError', `'${typeName(object)}' object attributes cannot be deleted`);
	}
}

function importModule(machine: Machine, scope: Scope, name: string, as: string | undefined): void {
	const found = findModule(name);
	if (!found.certain) machine.doubts++;
	if (as !== undefined) assignName(machine, scope, as, found.module);
	else {
		const top = name.split('.')[0] ?? name;
		assignName(machine, scope, top, findModule(top).module);
	}
}

function importFrom(machine: Machine, scope: Scope, statement: Node<'import-from'>): void {
	const { module, certain } = findModule(statement.module);
	if (!certain) machine.doubts++;
	if (statement.star) {
		for (const [name, value] of module.members) assignName(machine, scope, name, value);
		machine.wildcard = { kind: 'dynamic', what: `from ${statement.module} import *`, span: statement.span };
		return;
	}
	for (const { name, as, span } of statement.names) {
		const sub = findModule(`${statement.module}.${name}`);
		const own = module.members.get(name) ?? (sub.module.members.size > 0 ? sub.module : undefined);
		const dynamic: DynamicValue = { kind: 'dynamic', what: `${statement.module}.${name}`, span };
		assignName(machine, scope, as ?? name, own ?? dynamic);
	}
}
