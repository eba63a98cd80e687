/**
 * Calls functions: binds arguments to parameters by Python's rules and runs the body.
 * Python 3.11 Language Reference, 6.3.4, Calls.
 */
import { isUsualCall } from '../library/arities.ts';
import { makeDict } from '../runtime/collections.ts';
import { isEngineLimit, isStackEnd, known, raise, Stopped, Unknown, unknown } from '../runtime/signals.ts';
import { typeName } from '../runtime/types.ts';
import {
	type CallArguments,
	type FunctionValue,
	type Machine,
	none,
	type Scope,
	str,
	tuple,
	type Value,
} from '../runtime/value.ts';
import type { Parameter, Statement } from '../syntax/ast.ts';
import { type Completion, executeBlock } from './statements.ts';

/** Python's own recursion limit. The module level of a file counts as one level. */
const deepest = 990;

/** `callee(...)`. */
export function callValue(machine: Machine, callee: Value, args: CallArguments): Value {
	const code = known(callee);
	if (code.kind === 'function') return callFunction(machine, code, args);
	if (code.kind === 'native') {
		if (code.lenient !== true) certainArguments(args);
		const count = args.positional.length - (code.unbound ? 1 : 0);
		if (!isUsualCall(code.name, count, args.named.keys())) unknown(`${code.name}() called so`);
		const result = code.call(machine, args);
		if (result.kind === 'dynamic') machine.doubts++;
		// A string made by the library points at the calling expression, also inside `map` and similar functions.
		const unplaced = result.kind === 'str' && result.origin === undefined;
		return unplaced ? { ...result, origin: { span: machine.at, exact: false } } : result;
	}
	if (code.kind === 'type' && code.make !== undefined) {
		certainArguments(args);
		if (!isUsualCall(code.name, args.positional.length, args.named.keys()))
			unknown(`${code.name}() called so`);
		return code.make(machine, args);
	}
	if (code.kind === 'type') return raise('TypeError', `cannot create '${code.name}' instances`);
	return raise('TypeError', `'${typeName(code)}' object is not callable`);
}

function certainArguments(args: CallArguments): void {
	for (const value of args.positional) if (value.kind === 'dynamic') throw new Unknown(value);
	for (const value of args.named.values()) if (value.kind === 'dynamic') throw new Unknown(value);
}

function callFunction(machine: Machine, callee: FunctionValue, args: CallArguments): Value {
	const values = bind(machine, callee, args);
	if (machine.depth >= deepest) throw tooDeep();
	const { locals, globals, generator } = callee.names;
	if (generator) {
		// The body runs later, step by step, so its effects belong to the code that takes the steps.
		const holds = [callee, ...values.values()];
		return { kind: 'dynamic', what: `${callee.node.name}(), a generator`, span: machine.at, holds };
	}
	const scope: Scope = { kind: 'function', values, locals, globals, parent: callee.scope };
	const { at } = machine;
	machine.depth++;
	const completion = runBody(machine, scope, callee.node.body);
	machine.depth--;
	machine.at = at;
	if (completion?.kind === 'return') return completion.value;
	if (completion?.kind !== 'doubtful') return none;
	if (completion.raises) throw new Unknown(completion.dynamic, true);
	return completion.dynamic;
}

/** JavaScript's stack may overflow before Python's would. At such a depth, both mean runaway recursion. */
const deepEnough = 150;

function runBody(machine: Machine, scope: Scope, body: readonly Statement[]): Completion | undefined {
	const { depth } = machine;
	try {
		return executeBlock(machine, scope, body);
	} catch (error) {
		if (depth > deepEnough && isEngineLimit(error) && isStackEnd(error)) {
			throw tooDeep();
		}
		throw error;
	}
}

/** Python raises RecursionError about here. The exact line depends on its other calls. */
function tooDeep(): Stopped {
	return new Stopped('it calls itself too deep');
}

/** The values of the parameters. Errors have CPython's wording and order. */
function bind(machine: Machine, callee: FunctionValue, args: CallArguments): Map<string, Value> {
	const { name, parameters } = callee.node;
	const values = new Map<string, Value>();
	const byPosition = parameters.filter(({ kind }) => kind === 'ordinary' || kind === 'positional-only');
	for (const [index, parameter] of byPosition.entries()) {
		const value = args.positional[index];
		if (value !== undefined) values.set(parameter.name, value);
	}
	const star = parameters.find(({ kind }) => kind === 'star');
	const rest = parameters.find(({ kind }) => kind === 'doublestar');
	const surplus: [Value, Value][] = [];
	for (const [key, value] of args.named) {
		const parameter = parameters.find((one) => one.name === key && byName(one));
		if (parameter === undefined) {
			if (rest === undefined) raise('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
			surplus.push([str(key), value]);
		} else if (values.has(key)) {
			raise('TypeError', `${name}() got multiple values for argument '${key}'`);
		} else values.set(key, value);
	}
	if (args.positional.length > byPosition.length && star === undefined) {
		raise('TypeError', surplusMessage(callee, byPosition, args.positional.length));
	}
	complete(callee, byPosition, values, 'positional');
	complete(
		callee,
		parameters.filter(({ kind }) => kind === 'keyword-only'),
		values,
		'keyword-only',
	);
	if (star !== undefined) values.set(star.name, tuple(args.positional.slice(byPosition.length)));
	if (rest !== undefined) values.set(rest.name, makeDict(machine, surplus));
	return values;
}

function byName({ kind }: Parameter): boolean {
	return kind === 'ordinary' || kind === 'keyword-only';
}

/** Fills in defaults and reports missing arguments. */
function complete(
	callee: FunctionValue,
	parameters: readonly Parameter[],
	values: Map<string, Value>,
	what: string,
): void {
	const missing: string[] = [];
	for (const parameter of parameters) {
		if (values.has(parameter.name)) continue;
		const value = callee.defaults.get(parameter.name);
		if (value === undefined) missing.push(`'${parameter.name}'`);
		else values.set(parameter.name, value);
	}
	if (missing.length === 0) return;
	const all =
		missing.length < 3 ? missing.join(' and ') : `${missing.slice(0, -1).join(', ')}, and ${missing.at(-1)}`;
	const plural = missing.length === 1 ? '' : 's';
	const message = `${callee.node.name}() missing ${missing.length} required ${what} argument${plural}: ${all}`;
	raise('TypeError', message);
}

function surplusMessage(callee: FunctionValue, byPosition: readonly Parameter[], given: number): string {
	const most = byPosition.length;
	const least = byPosition.filter((parameter) => !callee.defaults.has(parameter.name)).length;
	const range = least === most ? String(most) : `from ${least} to ${most}`;
	const plural = most === 1 && least === most ? '' : 's';
	const verb = given === 1 ? 'was' : 'were';
	return `${callee.node.name}() takes ${range} positional argument${plural} but ${given} ${verb} given`;
}
