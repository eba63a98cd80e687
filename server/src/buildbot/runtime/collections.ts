/** Truth, length, iteration and making of Python's containers. */
import { lengthOf, pointsOf } from './codePoints.ts';
import { equals, hashKey, rangeLength } from './equality.ts';
import { known, raise } from './signals.ts';
import { isWhole, typeName } from './types.ts';
import {
	type DictEntry,
	type DictValue,
	int,
	type Machine,
	type Origin,
	type SetValue,
	type StrValue,
	str,
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

/** `len(value)`, or undefined for what has none. */
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
			return Number(rangeLength(certain));
		case 'view':
			return known(certain.dict).entries.size;
		default:
			return undefined;
	}
}

/** True for what can be stepped through. */
export function isIterable({ kind }: Value): boolean {
	return /^(?:str|list|tuple|set|dict|range|iterator|view)$/.test(kind);
}

/**
 * Steps through anything iterable; each step costs one unit. Whoever breaks off leaves an iterator where it is: in Python,
 * too, others may go on with it.
 */
export function iterate(machine: Machine, value: Value): IterableIterator<Value, unknown, unknown> {
	const steps = stepsOf(machine, value);
	const unclosed: IterableIterator<Value, unknown, unknown> = {
		next: () => steps.next(),
		[Symbol.iterator]: () => unclosed,
	};
	return unclosed;
}

function stepsOf(machine: Machine, value: Value): Iterator<Value, unknown, unknown> {
	const certain = known(value);
	switch (certain.kind) {
		case 'str':
			return paced(machine, characters(certain));
		case 'list':
		case 'tuple':
			return paced(machine, certain.items.values());
		case 'set':
			return paced(
				machine,
				unchanging(certain.members, 'Set', (member) => member),
			);
		case 'dict':
			return paced(
				machine,
				unchanging(certain.entries, 'dictionary', (entry) => entry.key),
			);
		case 'view':
			return paced(
				machine,
				unchanging(known(certain.dict).entries, 'dictionary', (entry) => viewItem(certain, entry)),
			);
		case 'range':
			return paced(machine, counting(certain.start, certain.stop, certain.step));
		case 'iterator':
			machine.dirty = true;
			return certain.iterator;
		default:
			return raise('TypeError', `'${typeName(certain)}' object is not iterable`);
	}
}

/** What a view shows of one entry of its dict. */
export function viewItem({ of }: ViewValue, { key, value }: DictEntry): Value {
	return of === 'keys' ? key : of === 'values' ? value : tuple([key, value]);
}

function* paced(machine: Machine, values: Iterable<Value>): Generator<Value, void, unknown> {
	for (const value of values) {
		machine.spend(1);
		yield value;
	}
}

function* characters(text: StrValue): Generator<Value, void, unknown> {
	let at = 0;
	for (const point of pointsOf(text.value)) {
		yield piece(text, at, point);
		at += point.length;
	}
}

function* unchanging<Item>(
	items: ReadonlyMap<string, Item>,
	what: string,
	pick: (item: Item) => Value,
): Generator<Value, void, unknown> {
	const { size } = items;
	for (const item of items.values()) {
		yield pick(item);
		if (items.size !== size) raise('RuntimeError', `${what} changed size during iteration`);
	}
}

function* counting(start: bigint, stop: bigint, step: bigint): Generator<Value, void, unknown> {
	for (let i = start; step > 0n ? i < stop : i > stop; i += step) yield int(i);
}

/** Everything an iterable gives, as a fresh array: one unit more for each item, for the room it takes. */
export function itemsOf(machine: Machine, value: Value): Value[] {
	const out: Value[] = [];
	for (const item of iterate(machine, value)) {
		machine.spend(1);
		out.push(item);
	}
	return out;
}

/** A set of some values, doubles left out. */
export function makeSet(machine: Machine, items: Iterable<Value>, frozen = false): SetValue {
	const members = new Map<string, Value>();
	for (const item of items) {
		const key = hashKey(machine, item);
		if (!members.has(key)) members.set(key, item);
	}
	return { kind: 'set', members, frozen };
}

/** A dict of some entries; of equal keys the last value counts. */
export function makeDict(machine: Machine, entries: Iterable<readonly [Value, Value]>): DictValue {
	const dict: DictValue = { kind: 'dict', entries: new Map() };
	for (const [key, value] of entries) setEntry(machine, dict, key, value);
	return dict;
}

/** `dict[key] = value`; an equal key that is there already stays. */
export function setEntry(machine: Machine, dict: DictValue, key: Value, value: Value): void {
	const hash = hashKey(machine, key);
	dict.entries.set(hash, { key: dict.entries.get(hash)?.key ?? key, value });
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
			return container.members.has(hashKey(machine, needle));
		case 'dict':
			return container.entries.has(hashKey(machine, needle));
		case 'view':
			if (container.of === 'keys') return known(container.dict).entries.has(hashKey(machine, needle));
			return itemsOf(machine, container).some((item) => equals(machine, item, needle));
		case 'range': {
			const number = known(needle);
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

/** A part of a string that starts at UTF-16 offset `at`; it knows where it was written if the whole does. */
export function piece(whole: StrValue, at: number, value: string): StrValue {
	const { origin } = whole;
	if (origin === undefined) return str(value);
	if (!origin.exact) return { kind: 'str', value, origin };
	const start = origin.span.start + at;
	const narrowed: Origin = { span: { start, end: start + value.length }, exact: true };
	return { kind: 'str', value, origin: narrowed };
}
