/** Truth, length, iteration and construction of Python's containers. */
import { lengthOf } from './codePoints.ts';
import { equals, hashKey, rangeLength } from './equality.ts';
import { known, Raised, raise, unknown } from './signals.ts';
import { isWhole, typeName } from './types.ts';
import {
	type DictEntry,
	type DictValue,
	type DynamicValue,
	type IteratorValue,
	int,
	type Machine,
	type SetValue,
	type StrValue,
	str,
	type TextOrigin,
	tuple,
	type Value,
	type ViewValue,
} from './value.ts';

/** `bool(value)`. */
export function truth(value: Value): boolean {
	const certain = known(value);
	switch (certain.kind) {
		case 'none':
			return false;
		case 'bool':
			return certain.value;
		case 'int':
			return certain.value !== 0n;
		case 'float':
			return certain.value !== 0;
		case 'timedelta':
			return certain.micros !== 0n;
		case 'str':
			return certain.value !== '';
		default:
			return (sizeOf(certain) ?? 1) !== 0;
	}
}

/** `len(value)`; `undefined` if it has no length. */
export function sizeOf(value: Value): number | undefined {
	const certain = known(value);
	switch (certain.kind) {
		case 'str':
			return lengthOf(certain.value);
		case 'list':
		case 'tuple':
			return certain.items.length;
		case 'set':
			return certain.members.size;
		case 'dict':
			return certain.entries.size;
		case 'range':
			return countable(rangeLength(certain));
		case 'view':
			return known(certain.dict).entries.size;
		default:
			return undefined;
	}
}

function countable(length: bigint): number {
	return Number.isSafeInteger(Number(length)) ? Number(length) : unknown('a range so long');
}

/** True for iterable values. */
export function isIterable({ kind }: Value): boolean {
	return /^(?:str|list|tuple|set|dict|range|iterator|view)$/.test(kind);
}

type Steps = IterableIterator<Value, unknown, unknown>;

/**
 * Steps through any iterable; each step costs one unit. If the caller stops early, the iterator keeps its position, so
 * others can continue with it, as in Python. The order of a set is unknown.
 */
export function iterate(machine: Machine, value: Value): Steps {
	const certain = known(value);
	switch (certain.kind) {
		case 'str':
			return counted(machine, certain, characters(machine, certain));
		case 'list':
		case 'tuple': {
			let index = 0;
			return counted(machine, certain, () => certain.items[index++]);
		}
		case 'set':
			if (certain.members.size > 1) return unknown('the order of a set');
			return counted(
				machine,
				certain,
				unchanging(machine, certain.members, 'Set', (member) => member),
			);
		case 'dict':
			return counted(
				machine,
				certain,
				unchanging(machine, certain.entries, 'dictionary', ({ key }) => key),
			);
		case 'view':
			return counted(
				machine,
				certain,
				unchanging(machine, certain.dict.entries, 'dictionary', (entry) => viewItem(certain, entry)),
			);
		case 'range': {
			const { start, step } = certain;
			const length = rangeLength(certain);
			let index = 0n;
			return counted(machine, certain, () => (index < length ? int(start + index++ * step) : undefined));
		}
		case 'iterator':
			machine.dirty = true;
			return stepping((): IteratorResult<Value, unknown> => stepOf(machine, certain));
		default:
			return raise('TypeError', `'${typeName(certain)}' object is not iterable`);
	}
}

function stepping(next: () => IteratorResult<Value, unknown>): Steps {
	const steps: Steps = { next, [Symbol.iterator]: () => steps };
	return steps;
}

/** Steps through a container until something unknown changes it. At its end, it stays there. */
function counted(machine: Machine, container: Value, take: () => Value | undefined): Steps {
	let ended = false;
	return stepping(() => {
		machine.spend(1);
		known(container);
		const value = ended ? undefined : take();
		if (value !== undefined) return { done: false, value };
		ended = true;
		return { done: true, value: undefined };
	});
}

/** The next step of an iterator. An iterator that failed, or that steps itself, is not followed. */
export function stepOf(machine: Machine, steps: IteratorValue): IteratorResult<Value, unknown> {
	known(steps);
	machine.spend(1);
	const underWay: DynamicValue = {
		kind: 'dynamic',
		what: 'an iterator that stopped halfway',
		span: machine.at,
	};
	steps.doubt = underWay;
	let step: IteratorResult<Value, unknown>;
	try {
		step = steps.iterator.next();
	} catch (signal) {
		if (!(signal instanceof Raised) || signal.exception.type.name !== 'StopIteration') throw signal;
		return unknown('a StopIteration inside of an iterator');
	}
	// An unknown event in the meantime left another mark.
	if (steps.doubt === underWay) delete steps.doubt;
	return step;
}

/** What a view shows for one entry of its dict. */
export function viewItem({ of }: ViewValue, { key, value }: DictEntry): Value {
	return of === 'keys' ? key : of === 'values' ? value : tuple([key, value]);
}

function characters(machine: Machine, text: StrValue): () => Value | undefined {
	machine.spend(text.value.length / 8);
	let at = 0;
	return () => {
		const point = text.value.codePointAt(at);
		if (point === undefined) return undefined;
		const char = String.fromCodePoint(point);
		const start = at;
		at += char.length;
		return piece(text, start, char);
	};
}

/** Python raises if the number of entries changed. With replaced or reordered entries, it may show any of them. */
function unchanging<Item>(
	machine: Machine,
	items: ReadonlyMap<string, Item>,
	what: string,
	pick: (item: Item) => Value,
): () => Value | undefined {
	const keys = [...items.keys()];
	machine.spend(keys.length / 8);
	const live = items.entries();
	let index = 0;
	return () => {
		if (items.size !== keys.length) raise('RuntimeError', `${what} changed size during iteration`);
		const { value: entry } = live.next();
		if (entry?.[0] !== keys[index++]) return unknown(`a ${what} that changes during iteration`);
		return entry === undefined ? undefined : pick(entry[1]);
	};
}

/** All items of an iterable as a new array. Each item costs one more unit for memory. */
export function itemsOf(machine: Machine, value: Value): Value[] {
	const out: Value[] = [];
	for (const item of iterate(machine, value)) {
		machine.spend(1);
		out.push(item);
	}
	return out;
}

/** The items of an iterable, for work whose result does not depend on their order. */
export function inAnyOrder(machine: Machine, value: Value): Value[] {
	const certain = known(value);
	if (certain.kind !== 'set') return itemsOf(machine, certain);
	machine.spend(certain.members.size * 2);
	return [...certain.members.values()];
}

/** The memory cost of a set or dict, even if it is almost empty. */
const perTable = 8;

/** Makes a set of values, without duplicates. */
export function makeSet(machine: Machine, items: Iterable<Value>, frozen = false): SetValue {
	const members = new Map<string, Value>();
	machine.spend(perTable);
	for (const item of items) {
		const key = hashKey(machine, item);
		if (!members.has(key)) members.set(key, item);
	}
	return { kind: 'set', members, frozen };
}

/** Makes a dict of entries. For equal keys, the last value wins. */
export function makeDict(machine: Machine, entries: Iterable<readonly [Value, Value]>): DictValue {
	const dict: DictValue = { kind: 'dict', entries: new Map() };
	machine.spend(perTable);
	for (const [key, value] of entries) setEntry(machine, dict, key, value);
	return dict;
}

/** `dict[key] = value`. An equal key that is already present stays. */
export function setEntry(machine: Machine, dict: DictValue, key: Value, value: Value): void {
	const hash = hashKey(machine, key);
	dict.entries.set(hash, { key: dict.entries.get(hash)?.key ?? key, value });
}

/** The key to look up in a set. There, a set as the needle counts as a frozenset. */
export function memberKey(machine: Machine, needle: Value): string {
	const certain = known(needle);
	return hashKey(machine, certain.kind === 'set' ? { ...certain, frozen: true } : certain);
}

/** `needle in haystack`. */
export function contains(machine: Machine, haystack: Value, needle: Value): boolean {
	const container = known(haystack);
	switch (container.kind) {
		case 'str': {
			const part = known(needle);
			if (part.kind === 'str') {
				machine.spend(container.value.length / 64);
				return container.value.includes(part.value);
			}
			return raise('TypeError', `'in <string>' requires string as left operand, not ${typeName(part)}`);
		}
		case 'set':
			return container.members.has(memberKey(machine, needle));
		case 'dict':
			return container.entries.has(hashKey(machine, needle));
		case 'view':
			if (container.of === 'keys') return container.dict.entries.has(hashKey(machine, needle));
			return itemsOf(machine, container).some((item) => equals(machine, item, needle));
		case 'range': {
			const number = known(needle);
			if (number.kind === 'float') return unknown('a float in a range');
			if (!isWhole(number)) return false;
			const value = BigInt(number.value);
			const inside =
				container.step > 0n
					? value >= container.start && value < container.stop
					: value <= container.start && value > container.stop;
			return inside && (value - container.start) % container.step === 0n;
		}
		case 'list':
		case 'tuple':
			return container.items.some((item) => equals(machine, item, needle));
		case 'iterator':
			for (const item of iterate(machine, container)) if (equals(machine, item, needle)) return true;
			return false;
		default:
			return raise('TypeError', `argument of type '${typeName(container)}' is not iterable`);
	}
}

/** The part of a string that starts at UTF-16 offset `at`. It has a place in the source if the whole string has one. */
export function piece(whole: StrValue, at: number, value: string): StrValue {
	const { origin } = whole;
	if (origin === undefined) return str(value);
	if (!origin.exact) return { kind: 'str', value, origin };
	const start = origin.span.start + at;
	const narrowed: TextOrigin = { span: { start, end: start + value.length }, exact: true };
	return { kind: 'str', value, origin: narrowed };
}
