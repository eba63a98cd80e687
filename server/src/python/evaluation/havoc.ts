/**
 * The effects of code that cannot be followed: a statement that uses a dynamic value, a branch that may or may not run, the
 * rest of a function that may have returned. Such code may have any effect within its reach, and no other:
 *
 * - it binds the names that its text binds, and those that functions within its reach declare global or nonlocal;
 * - it changes reachable objects: those its names refer to, what these contain, and what the functions among them read;
 * - the names and objects that it leaves behind may be or contain any of these.
 *
 * So the names become dynamic, the objects are marked as doubted, and both record in `holds` what they may lead to. The next
 * code that cannot be followed and touches them then reaches that as well.
 */
import { Lost } from '../runtime/signals.ts';
import type {
	DictValue,
	DynamicValue,
	IteratorValue,
	ListValue,
	Machine,
	Scope,
	SetValue,
	Value,
} from '../runtime/value.ts';
import type { Statement } from '../syntax/ast.ts';
import { functionNames } from './binding.ts';
import { assignName, moduleOf, peek } from './scopes.ts';
import { effectsOf, functionEffects, type TextEffects } from './textEffects.ts';

type Changeable = ListValue | SetValue | DictValue | IteratorValue;

/** How code that was not followed may have ended, and the value that stands for its results. */
export interface Havoc {
	readonly dynamic: DynamicValue;
	readonly returns: boolean;
	readonly raises: boolean;
	/** True if it may have ended the file. */
	readonly exits: boolean;
	readonly leavesLoop: boolean;
}

/** Makes everything that these statements may bind or change dynamic. `cause` is the value that could not be known. */
export function havoc(
	machine: Machine,
	scope: Scope,
	statements: readonly Statement[],
	cause: DynamicValue,
): Havoc {
	const effects = effectsOf(statements);
	const reach = new Reach(machine);
	reach.addText(scope, effects);
	for (const node of effects.functions) {
		reach.add({ kind: 'function', node, scope, defaults: new Map(), names: functionNames(node) });
	}
	if (cause.holds !== undefined) for (const value of cause.holds) reach.add(value);
	reach.close();
	const holds = [...reach.changeable, ...reach.others];
	const dynamic: DynamicValue = {
		kind: 'dynamic',
		what: cause.what,
		span: cause.span,
		...(holds.length > 0 ? { holds } : {}),
	};
	const acts = effects.acts || reach.runs || shadowed(scope, effects);
	machine.doubts++;
	machine.dirty = true;
	const sets = effects.sets ?? (acts ? reach.texts.find(([, inner]) => inner.sets)?.[1].sets : undefined);
	if (sets !== undefined) throw new Lost({ kind: 'dynamic', what: `setting ${sets}`, span: cause.span });
	bind(machine, scope, effects.binds, effects, dynamic);
	bindOutside(machine, scope, effects, dynamic);
	if (acts) {
		if (reach.reachesAll !== undefined) throw new Lost(reach.reachesAll);
		const merging = new Map<DynamicValue | undefined, DynamicValue>();
		for (const value of reach.changeable) {
			let doubt = merging.get(value.doubt);
			if (doubt === undefined) {
				doubt = merged(machine, value.doubt, dynamic);
				merging.set(value.doubt, doubt);
			}
			value.doubt = doubt;
		}
		for (const [place, inner] of reach.texts) bindOutside(machine, place, inner, dynamic);
	}
	const raises = effects.raises || (acts && reach.texts.some(([, inner]) => inner.raises));
	const exits = effects.exits || (acts && reach.texts.some(([, inner]) => inner.exits));
	return { dynamic, returns: effects.returns, raises, exits, leavesLoop: effects.leavesLoop };
}

/** True if the code seems to call a function that the file defines. */
function shadowed(scope: Scope, { lookers }: TextEffects): boolean {
	for (const name of lookers) {
		const kind = peek(scope, name)?.kind;
		if (kind !== 'native' && kind !== 'type') return true;
	}
	return false;
}

function bindOutside(machine: Machine, scope: Scope, effects: TextEffects, dynamic: DynamicValue): void {
	bind(machine, moduleOf(scope), effects.globals, effects, dynamic);
	bind(machine, scope, effects.nonlocals, effects, dynamic);
}

/** Makes names dynamic. Unset names may stay unset; if the code deletes names, any of them may be unset. */
function bind(
	machine: Machine,
	scope: Scope,
	names: ReadonlySet<string>,
	{ unbinds }: TextEffects,
	dynamic: DynamicValue,
): void {
	const unsure: DynamicValue = { ...dynamic, maybeUnbound: true };
	for (const name of names) {
		const before = peek(scope, name);
		const wasSure = before !== undefined && !(before.kind === 'dynamic' && before.maybeUnbound);
		assignName(machine, scope, name, wasSure && !unbinds ? dynamic : unsure);
	}
}

function merged(machine: Machine, before: DynamicValue | undefined, now: DynamicValue): DynamicValue {
	if (before === undefined) return now;
	const holds = new Set([...(before.holds ?? []), ...(now.holds ?? [])]);
	machine.spend(holds.size);
	return holds.size === 0 ? before : { ...before, holds: [...holds] };
}

/** Everything reachable from some names and values. Shared and cyclic values are visited once. */
class Reach {
	readonly changeable: Changeable[] = [];
	/** The functions of the file, and dynamic values that lead further. */
	readonly others: Value[] = [];
	/** The texts of the functions, each with its defining scope. */
	readonly texts: [Scope, TextEffects][] = [];
	/** True if even reading a value may run code, because it is an iterator or an instance of a class in the file. */
	runs = false;
	reachesAll: DynamicValue | undefined;
	readonly #machine: Machine;
	readonly #seen = new Set<Value>();
	readonly #open: Value[] = [];

	constructor(machine: Machine) {
		this.#machine = machine;
	}

	add(value: Value | undefined): void {
		if (value === undefined || this.#seen.has(value)) return;
		this.#seen.add(value);
		this.#open.push(value);
	}

	addText(scope: Scope, effects: TextEffects): void {
		// A name that the code may bind may also keep its value.
		for (const name of effects.binds) this.add(peek(scope, name));
		for (const name of effects.nonlocals) this.add(peek(scope, name));
		for (const name of effects.globals) this.add(peek(moduleOf(scope), name));
		for (const name of effects.reads) this.add(peek(scope, name));
		for (const name of effects.looks) {
			const value = peek(scope, name);
			if (value !== undefined && /^(?:list|set|dict)$/.test(value.kind)) this.#addParts(value);
			else this.add(value);
		}
	}

	close(): void {
		for (let value = this.#open.pop(); value !== undefined; value = this.#open.pop()) {
			this.#machine.spend(1);
			this.#sort(value);
			this.#addParts(value);
		}
	}

	#sort(value: Value): void {
		switch (value.kind) {
			case 'iterator':
				this.runs = true;
				this.changeable.push(value);
				break;
			case 'list':
			case 'set':
			case 'dict':
				this.changeable.push(value);
				break;
			case 'function': {
				const effects = functionEffects(value.node);
				this.others.push(value);
				this.texts.push([value.scope, effects]);
				this.addText(value.scope, effects);
				break;
			}
			case 'dynamic':
				if (value.reachesAll) this.reachesAll ??= value;
				if (value.holds === undefined && !value.reachesAll) break;
				this.others.push(value);
				if (value.holds?.some(({ kind }) => kind === 'function' || kind === 'dynamic')) this.runs = true;
				break;
			default:
		}
	}

	#addParts(value: Value): void {
		for (const part of partsOf(value)) {
			this.#machine.spend(1 / 4);
			this.add(part);
		}
		if ('doubt' in value) this.add(value.doubt);
	}
}

/** The values that a value contains directly. */
function partsOf(value: Value): Iterable<Value> {
	switch (value.kind) {
		case 'list':
		case 'tuple':
			return value.items;
		case 'set':
			return value.members.values();
		case 'dict':
			return [...value.entries.values()].flatMap((entry) => [entry.key, entry.value]);
		case 'view':
			return [value.dict];
		case 'exception':
			return value.args;
		case 'function':
			return value.defaults.values();
		case 'iterator':
		case 'native':
		case 'dynamic':
			return value.holds ?? [];
		default:
			return [];
	}
}
