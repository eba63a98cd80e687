/**
 * Executes Python statements. A statement with unknown effects makes everything it touches dynamic, and nothing else.
 * Python 3.11 Language Reference, 7, Simple statements, and 8, Compound statements.
 */
import { isInstance } from '../library/builtins.ts';
import { iterate, truth } from '../runtime/collections.ts';
import { deleteItem } from '../runtime/sequences.ts';
import { known, Lost, Raised, raise, Unknown, unknown } from '../runtime/signals.ts';
import { exceptionType, isExceptionType } from '../runtime/types.ts';
import {
	type DynamicValue,
	type ExceptionValue,
	type Machine,
	noArguments,
	none,
	nowhere,
	positional,
	type Scope,
	type Value,
} from '../runtime/value.ts';
import type { Expression, Handler, Statement } from '../syntax/ast.ts';
import { assignTarget } from './assignment.ts';
import { augment } from './augmentedAssignment.ts';
import { evaluate, makeFunction } from './expressions.ts';
import { havoc } from './havoc.ts';
import { importModule, runImportFrom } from './imports.ts';
import { assignName, deleteName, peek } from './scopes.ts';
import { effectsOf } from './textEffects.ts';

/** How a statement ended, unless it simply completed. */
export type Completion =
	| { readonly kind: 'break' | 'continue' }
	| { readonly kind: 'return'; readonly value: Value }
	/** It may or may not have left the block, so what follows may or may not run. */
	| Doubtful;

interface Doubtful {
	readonly kind: 'doubtful';
	readonly dynamic: DynamicValue;
	/** True if it may have left with an exception. */
	readonly raises: boolean;
}

type Node<Kind extends Statement['kind']> = Statement & { readonly kind: Kind };

/** Runs statements in order until one leaves the block. */
export function executeBlock(
	machine: Machine,
	scope: Scope,
	statements: readonly Statement[],
): Completion | undefined {
	for (const [index, statement] of statements.entries()) {
		const completion = execute(machine, scope, statement);
		if (completion?.kind === 'doubtful') {
			return smear(machine, scope, statements.slice(index + 1), completion);
		}
		if (completion !== undefined) return completion;
	}
	return undefined;
}

/** Runs a file. An error after uncertain code may not be the first that Python raises. */
export function executeModule(machine: Machine, scope: Scope, statements: readonly Statement[]): void {
	for (const [index, statement] of statements.entries()) {
		try {
			const completion = execute(machine, scope, statement);
			if (completion?.kind !== 'doubtful') continue;
			smear(machine, scope, statements.slice(index + 1), completion);
		} catch (signal) {
			if (!(signal instanceof Raised) || machine.doubtful === undefined) throw signal;
			const { what, span } = machine.doubtful;
			const dynamic: DynamicValue = { kind: 'dynamic', what, span };
			smear(machine, scope, statements.slice(index), { kind: 'doubtful', dynamic, raises: true });
		}
		return;
	}
}

function execute(machine: Machine, scope: Scope, statement: Statement): Completion | undefined {
	machine.spend(1);
	machine.at = statement.span;
	const { depth, handling } = machine;
	try {
		return run(machine, scope, statement);
	} catch (signal) {
		if (signal instanceof Raised) {
			signal.span ??= machine.at;
			throw signal;
		}
		if (!(signal instanceof Unknown)) throw signal;
		machine.depth = depth;
		machine.handling = handling;
		return doubt(machine, scope, statement, signal);
	}
}

/** Applies the effects of a statement that cannot be followed. */
function doubt(
	machine: Machine,
	scope: Scope,
	statement: Statement,
	{ dynamic: cause, leaves }: Unknown,
): Completion | undefined {
	const located = cause.span === nowhere ? { ...cause, span: machine.at } : cause;
	const result = havoc(machine, scope, [statement], located);
	const { dynamic } = result;
	const raises = result.raises || leaves;
	machine.doubtful ??= dynamic;
	if (statement.kind === 'return' && !raises) return { kind: 'return', value: dynamic };
	if (result.leavesLoop) throw new Unknown(dynamic, raises);
	if (raises || (result.returns && scope.kind === 'function')) return { kind: 'doubtful', dynamic, raises };
	machine.at = located.span;
	return undefined;
}

/** Ends code that may or may not run, for the given reason. Its effects are equally uncertain. */
function smear(
	machine: Machine,
	scope: Scope,
	statements: readonly Statement[],
	{ dynamic: cause, raises }: Doubtful,
): Doubtful {
	const result = havoc(machine, scope, statements, cause);
	if (result.leavesLoop) throw new Unknown(result.dynamic, raises || result.raises);
	return { kind: 'doubtful', dynamic: result.dynamic, raises: raises || result.raises };
}

function run(machine: Machine, scope: Scope, statement: Statement): Completion | undefined {
	const runner = runners[statement.kind] as Runner<Statement>;
	return runner(machine, scope, statement);
}

type Runner<Kind> = (machine: Machine, scope: Scope, statement: Kind) => Completion | undefined;

/** Makes a runner for statements that never leave their block. */
function plain<Kind extends Statement>(
	work: (machine: Machine, scope: Scope, statement: Kind) => unknown,
): Runner<Kind> {
	return (machine, scope, statement) => {
		work(machine, scope, statement);
		return undefined;
	};
}

const nothing = (): undefined => undefined;

/** A table instead of a switch, for the same reason as in expressions.ts. */
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
		} else if (target.kind !== 'name') unknown('an annotation of an object');
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
	'import-from': plain(runImportFrom),
	unsupported: (machine, scope, { parts, what, span }) => {
		for (const part of parts) known(evaluate(machine, scope, part));
		throw new Unknown({ kind: 'dynamic', what, span });
	},
};

/** `target += value`. Lists, sets and dicts change in place. */
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
		if (completion?.kind === 'doubtful') return smear(machine, scope, [statement], completion);
		machine.at = statement.iterable.span;
	}
	return executeBlock(machine, scope, statement.orelse);
}

function runWhile(machine: Machine, scope: Scope, statement: Node<'while'>): Completion | undefined {
	while (truth(evaluate(machine, scope, statement.test))) {
		const completion = executeBlock(machine, scope, statement.body);
		if (completion?.kind === 'break') return undefined;
		if (completion?.kind === 'return') return completion;
		if (completion?.kind === 'doubtful') return smear(machine, scope, [statement], completion);
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
	const last = executeBlock(machine, scope, statement.finally);
	return last ?? completion;
}

/** The part of a `try` before its `finally`. */
function guarded(machine: Machine, scope: Scope, statement: Node<'try'>): Completion | undefined {
	const before = machine.doubts;
	const { depth } = machine;
	let completion: Completion | undefined;
	let raised: Raised | undefined;
	try {
		completion = executeBlock(machine, scope, statement.body);
	} catch (signal) {
		if (!(signal instanceof Raised)) throw signal;
		machine.depth = depth;
		raised = signal;
	}
	const { handlers } = statement;
	if (machine.doubts > before && handlers.length > 0)
		return doubtTry(machine, scope, statement, raised !== undefined);
	if (raised === undefined) return completion ?? executeBlock(machine, scope, statement.orelse);
	for (const handler of handlers) {
		if (handles(machine, scope, handler, raised.exception)) return handle(machine, scope, handler, raised);
	}
	throw raised;
}

/** Something in the body may have failed, so it is unknown which parts ran. */
function doubtTry(
	machine: Machine,
	scope: Scope,
	statement: Node<'try'>,
	raised: boolean,
): Completion | undefined {
	const cause: DynamicValue = { kind: 'dynamic', what: 'something that may fail', span: machine.at };
	const parts = [
		...statement.body,
		...statement.handlers.flatMap((handler) => handler.body),
		...statement.orelse,
	];
	const result = havoc(machine, scope, [{ ...statement, finally: [] }], cause);
	machine.doubtful ??= result.dynamic;
	if (result.leavesLoop) throw new Unknown(result.dynamic, result.raises);
	const { returns } = effectsOf(parts);
	const raises = (result.raises || raised) && !caughtAll(statement, result.exits);
	if (!raises && !(returns && scope.kind === 'function')) return undefined;
	return { kind: 'doubtful', dynamic: result.dynamic, raises };
}

/** True if no exception of the body passes the handlers, and the handlers raise none. */
function caughtAll({ handlers, orelse }: Node<'try'>, exits: boolean): boolean {
	const all = exits ? /^BaseException$/ : /^(?:Base)?Exception$/;
	const quiet = !effectsOf([...handlers.flatMap(({ body }) => body), ...orelse]).raises;
	return (
		quiet && handlers.some(({ type }) => type === undefined || (type.kind === 'name' && all.test(type.name)))
	);
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
			deleteName(machine, scope, handler.name);
	}
}

function runRaise(machine: Machine, scope: Scope, statement: Node<'raise'>): never {
	if (statement.value === undefined) {
		if (machine.handling !== undefined) throw machine.handling;
		return raise('RuntimeError', 'No active exception to reraise');
	}
	const value = known(evaluate(machine, scope, statement.value));
	if (statement.cause !== undefined) {
		const cause = known(evaluate(machine, scope, statement.cause));
		if (cause.kind !== 'exception' && cause.kind !== 'none')
			return unknown('a cause that is not an exception');
	}
	machine.at = statement.span;
	if (value.kind === 'exception') throw new Raised(value);
	if (value.kind === 'type' && isExceptionType(value)) {
		const made = machine.call(value, noArguments);
		if (made.kind === 'exception') throw new Raised(made);
	}
	return raise('TypeError', 'exceptions must derive from BaseException');
}

function deleteTarget(machine: Machine, scope: Scope, target: Expression): void {
	if (target.kind === 'name') deleteName(machine, scope, target.name);
	else if (target.kind === 'parenthesised') deleteTarget(machine, scope, target.inner);
	else if (target.kind === 'tuple' || target.kind === 'list') {
		for (const item of target.items) deleteTarget(machine, scope, item);
	} else if (target.kind === 'subscript') {
		const object = evaluate(machine, scope, target.object);
		const index = evaluate(machine, scope, target.index);
		machine.at = target.span;
		deleteItem(machine, object, index);
	} else if (target.kind === 'attribute') {
		known(evaluate(machine, scope, target.object));
		throw new Lost({ kind: 'dynamic', what: `deleting ${target.name}`, span: target.span });
	}
}
