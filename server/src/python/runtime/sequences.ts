/**
 * Subscripts and slices: reading, writing and deleting parts of sequences and dicts.
 * Python 3.11 Language Reference, 6.3.2, Subscriptions, and 6.3.3, Slicings.
 */
import { pushAll } from '../../base/collections.ts';
import { hasAstral, pointsOf, utf16Offset } from './codePoints.ts';
import { itemsOf, piece, setEntry } from './collections.ts';
import { hashKey, rangeLength } from './equality.ts';
import { known, raise, unknown } from './signals.ts';
import { isWhole, typeName } from './types.ts';
import { int, type ListValue, list, type Machine, type SliceValue, str, tuple, type Value } from './value.ts';

/** `object[index]`. */
export function getItem(machine: Machine, object: Value, index: Value): Value {
	const container = known(object);
	const key = known(index);
	switch (container.kind) {
		case 'dict': {
			const entry = container.entries.get(hashKey(machine, key));
			return entry === undefined ? raise('KeyError', key) : entry.value;
		}
		case 'list':
		case 'tuple': {
			if (key.kind === 'slice') {
				const picked = pick(container.items, key);
				machine.spend(picked.length / 4);
				return container.kind === 'list' ? list(picked) : tuple(picked);
			}
			const at = place(key, container.items.length, container.kind);
			return container.items[at] ?? raise('IndexError', `${container.kind} index out of range`);
		}
		case 'str': {
			machine.spend(container.value.length / 16);
			if (key.kind === 'slice' && !hasAstral(container.value)) {
				const { start, step, count } = bounds(key, container.value.length);
				if (step === 1)
					return count === 0 ? str('') : piece(container, start, container.value.slice(start, start + count));
			}
			const points = pointsOf(container.value);
			if (key.kind === 'slice') {
				const { start, step, count } = bounds(key, points.length);
				const text = pick(points, key).join('');
				if (step === 1 && count > 0) return piece(container, utf16Offset(container.value, start), text);
				return { kind: 'str', value: text };
			}
			const at = place(key, points.length, 'string');
			const char = points[at];
			if (char === undefined) return raise('IndexError', 'string index out of range');
			return piece(container, utf16Offset(container.value, at), char);
		}
		case 'range': {
			const length = Number(rangeLength(container));
			if (key.kind === 'slice') {
				const { start, step, count } = bounds(key, length);
				const first = container.start + BigInt(start) * container.step;
				const stride = container.step * BigInt(step);
				return { kind: 'range', start: first, stop: first + stride * BigInt(count), step: stride };
			}
			const at = place(key, length, 'range');
			if (at < 0) return raise('IndexError', 'range object index out of range');
			return int(container.start + BigInt(at) * container.step);
		}
		case 'type':
			return unknown('a type with parameters');
		default:
			return raise('TypeError', `'${typeName(container)}' object is not subscriptable`);
	}
}

/** `object[index] = value`. */
export function setItem(machine: Machine, object: Value, index: Value, value: Value): void {
	const container = known(object);
	const key = known(index);
	machine.dirty = true;
	if (container.kind === 'dict') {
		machine.spend(1);
		setEntry(machine, container, key, value);
	} else if (container.kind === 'list' && key.kind === 'slice') {
		const { start, step, count } = bounds(key, container.items.length);
		const items = itemsOf(machine, value);
		if (step === 1) {
			const rest = container.items.splice(start);
			pushAll(container.items, items);
			pushAll(container.items, rest.slice(count));
			machine.spend(rest.length / 4);
			return;
		}
		if (items.length !== count) {
			const message = `attempt to assign sequence of size ${items.length} to extended slice of size ${count}`;
			raise('ValueError', message);
		}
		for (const [i, item] of items.entries()) container.items[start + i * step] = item;
	} else if (container.kind === 'list') {
		const at = place(key, container.items.length, 'list');
		if (at < 0) raise('IndexError', 'list assignment index out of range');
		container.items[at] = value;
	} else {
		raise('TypeError', `'${typeName(container)}' object does not support item assignment`);
	}
}

/** `del object[index]`. */
export function deleteItem(machine: Machine, object: Value, index: Value): void {
	const container = known(object);
	const key = known(index);
	machine.dirty = true;
	if (container.kind === 'dict') {
		if (!container.entries.delete(hashKey(machine, key))) raise('KeyError', key);
	} else if (container.kind === 'list' && key.kind === 'slice') {
		const { start, step, count } = bounds(key, container.items.length);
		machine.spend(container.items.length / 4);
		const gone = new Set(Array.from({ length: count }, (_, i) => start + i * step));
		replaceItems(
			container,
			container.items.filter((_, i) => !gone.has(i)),
		);
	} else if (container.kind === 'list') {
		const at = place(key, container.items.length, 'list');
		if (at < 0) raise('IndexError', 'list assignment index out of range');
		machine.spend((container.items.length - at) / 64);
		container.items.splice(at, 1);
	} else {
		raise('TypeError', `'${typeName(container)}' object doesn't support item deletion`);
	}
}

/** Replaces the items of a list, which stays the same object. */
export function replaceItems({ items }: ListValue, fresh: readonly Value[]): void {
	items.length = 0;
	pushAll(items, fresh);
}

/** Turns a Python index into a non-negative one, or -1 if it is out of range. */
function place(index: Value, length: number, what: string): number {
	if (!isWhole(index)) {
		const wanted =
			what === 'string' ? 'string indices must be integers' : `${what} indices must be integers or slices`;
		const tail = what === 'string' ? `, not '${typeName(index)}'` : `, not ${typeName(index)}`;
		return raise('TypeError', wanted + tail);
	}
	const value = BigInt(index.value);
	if (value >= BigInt(length) || value < BigInt(-length)) return -1;
	return Number(value < 0n ? value + BigInt(length) : value);
}

interface Bounds {
	readonly start: number;
	readonly step: number;
	readonly count: number;
}

/** Where a slice of a sequence with `length` items begins, its step, and its number of items. */
function bounds(slice: SliceValue, length: number): Bounds {
	const part = (value: Value): bigint | undefined => {
		const certain = known(value);
		if (certain.kind === 'none') return undefined;
		if (isWhole(certain)) return BigInt(certain.value);
		return raise('TypeError', 'slice indices must be integers or None or have an __index__ method');
	};
	const step = part(slice.step) ?? 1n;
	if (step === 0n) raise('ValueError', 'slice step cannot be zero');
	const size = BigInt(length);
	const [low, high] = step > 0n ? [0n, size] : [-1n, size - 1n];
	const clamped = (value: bigint): bigint => {
		const absolute = value < 0n ? value + size : value;
		return absolute < low ? low : absolute > high ? high : absolute;
	};
	const from = part(slice.from);
	const to = part(slice.to);
	const start = from === undefined ? (step > 0n ? low : high) : clamped(from);
	const stop = to === undefined ? (step > 0n ? high : low) : clamped(to);
	const count = rangeLength({ start, stop, step });
	// A step beyond the ends takes at most one item, whatever its size; only a step of one is special.
	const stride = step === 1n ? step : step > size ? size + 2n : step < -size ? -size - 2n : step;
	return { start: Number(start), step: Number(stride), count: Number(count) };
}

/** The items that a slice selects from an array. */
function pick<Item>(items: readonly Item[], slice: SliceValue): Item[] {
	const { start, step, count } = bounds(slice, items.length);
	if (step === 1) return items.slice(start, start + count);
	const out: Item[] = [];
	for (let i = 0; i < count; i++) {
		const item = items[start + i * step];
		if (item !== undefined) out.push(item);
	}
	return out;
}
