/**
 * Finds, sets and deletes names by Python's scope rules.
 * Python 3.11 Language Reference, 4.2.2, Resolution of names.
 */
import { builtins } from '../library/builtins.ts';
import { builtinNames } from '../library/pythonNames.ts';
import { raise } from '../runtime/signals.ts';
import { type Machine, nowhere, type Scope, type Value } from '../runtime/value.ts';

/** The module scope that contains a scope. */
export function moduleOf(scope: Scope): Scope {
	let outer = scope;
	while (outer.parent !== undefined) outer = outer.parent;
	return outer;
}

/** The value of a name. Raises NameError, or UnboundLocalError for a local without a value. */
export function lookUpName(machine: Machine, scope: Scope, name: string): Value {
	let own = true;
	for (let place: Scope | undefined = scope; place !== undefined; place = place.parent) {
		if (place.globals.has(name)) place = moduleOf(place);
		const value = place.values.get(name);
		if (value !== undefined) return maybeBound(machine, value);
		if (place.locals.has(name)) return unbound(name, own);
		// A comprehension is a separate function.
		own = false;
	}
	const builtin = machine.wildcard ?? builtins.get(name);
	if (builtin !== undefined) return builtin;
	if (builtinNames.has(name)) return { kind: 'dynamic', what: name, span: nowhere };
	return raise('NameError', `name '${name}' is not defined`);
}

/** Looking up a name that may be unset may fail. After a successful lookup the name is set. */
function maybeBound(machine: Machine, value: Value): Value {
	if (value.kind !== 'dynamic' || !value.maybeUnbound) return value;
	machine.doubts++;
	machine.doubtful ??= value;
	return { ...value, maybeUnbound: false };
}

function unbound(name: string, own: boolean): never {
	if (own) {
		return raise(
			'UnboundLocalError',
			`cannot access local variable '${name}' where it is not associated with a value`,
		);
	}
	return raise(
		'NameError',
		`cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
	);
}

/** The scope in which `scope` assigns a name. */
function home(scope: Scope, name: string): Scope {
	let inner = scope;
	while (true) {
		if (inner.parent === undefined || inner.locals.has(name)) return inner;
		if (inner.globals.has(name)) return moduleOf(inner);
		inner = inner.parent;
	}
}

/** Assigns a name in the scope it belongs to. */
export function assignName(machine: Machine, scope: Scope, name: string, value: Value): void {
	const place = home(scope, name);
	if (place !== scope) machine.dirty = true;
	place.touched?.add(name);
	place.values.set(name, value);
}

/** A walrus in a comprehension assigns in the enclosing scope. */
export function assignOutside(machine: Machine, scope: Scope, name: string, value: Value): void {
	let outer = scope;
	while (outer.kind === 'comprehension' && outer.parent !== undefined) outer = outer.parent;
	assignName(machine, outer, name, value);
}

/** `del name`. */
export function deleteName(machine: Machine, scope: Scope, name: string): void {
	const place = home(scope, name);
	if (place !== scope) machine.dirty = true;
	place.touched?.add(name);
	const value = place.values.get(name);
	if (value !== undefined) maybeBound(machine, value);
	if (place.values.delete(name)) return;
	if (place.kind === 'module') raise('NameError', `name '${name}' is not defined`);
	unbound(name, true);
}

/** The value of a name, or `undefined`; never raises. */
export function peek(scope: Scope, name: string): Value | undefined {
	for (let place: Scope | undefined = scope; place !== undefined; place = place.parent) {
		if (place.globals.has(name)) place = moduleOf(place);
		const value = place.values.get(name);
		if (value !== undefined || place.locals.has(name)) return value;
	}
	return builtins.get(name);
}
