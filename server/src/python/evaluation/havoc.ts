/**
 * What cannot be followed: a statement that asks for something dynamic, the branches that nobody knows to be taken, the
 * rest of a function that may have returned. Such a text may do anything that is within its reach, and nothing else:
 *
 * - it binds the names that its text binds, and those that the functions in its reach declare global or nonlocal;
 * - it changes objects it can get at: those its names stand for, what these hold, and what the functions among them read;
 * - what it leaves behind, in names or in objects, may be or hold any of these again.
 *
 * So the names become dynamic, the objects are marked as doubted, and both remember (`holds`) what they may lead to: the
 * next text that cannot be followed and touches them reaches it as well.
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

/** How a text that was not followed may have ended, and what stands for whatever it made. */
export interface Havoc {
	readonly dynamic: DynamicValue;
	readonly returns: boolean;
	readonly raises: boolean;
	/** True if it may have ended the file. */
	readonly exits: boolean;
	readonly leavesLoop: boolean;
}

/** Makes dynamic whatever these statements may bind or change. `cause` is what could not be known. */
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

/** True if a function that the text seems to call is one of the file. */
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

/** Makes names dynamic. Those that had no value may have none, and so may all if the text takes names away. */
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

/** Everything that can be got at from some names and values. Shared and cyclic values are visited once. */
class Reach {
	readonly changeable: Changeable[] = [];
	/** The functions of the file, and what is dynamic and leads on. */
	readonly others: Value[] = [];
	/** The functions' texts, each with the scope it was defined in. */
	readonly texts: [Scope, TextEffects][] = [];
	/** True if even looking at a value may run code: it is an iterator, or an object of a class of the file. */
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
		// A name that it may bind may also keep the value it has.
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

/** What a value directly holds. */
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
