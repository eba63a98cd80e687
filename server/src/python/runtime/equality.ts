/**
 * When two Python values are equal, identical, or the same key in a dict.
 * Python 3.11 Language Reference, 6.10.1, Value comparisons.
 */
import { known, raise, unknown } from './signals.ts';
import { isNumber, typeName } from './types.ts';
import type { Machine, RangeValue, Value } from './value.ts';

/** `a == b`. */
export function equals(machine: Machine, left: Value, right: Value): boolean {
	machine.spend(1);
	const a = known(left);
	const b = known(right);
	if (isNumber(a) && isNumber(b)) return numbersEqual(a.value, b.value);
	if (a === b) return true;
	const sequences = (x: readonly Value[], y: readonly Value[]): boolean =>
		x.length === y.length && x.every((item, index) => equals(machine, item, y[index] ?? item));
	switch (a.kind) {
		case 'none':
		case 'ellipsis':
		case 'notimplemented':
			return a.kind === b.kind;
		case 'str':
			if (b.kind !== 'str' || a.value.length !== b.value.length) return false;
			machine.spend(a.value.length / 64);
			return a.value === b.value;
		case 'list':
			return b.kind === 'list' && sequences(a.items, b.items);
		case 'tuple':
			return b.kind === 'tuple' && sequences(a.items, b.items);
		case 'set':
		case 'view': {
			const left = keysOf(a);
			const right = keysOf(b);
			if (left === undefined || right === undefined) return itemViewsEqual(machine, a, b);
			machine.spend(left.size / 4);
			return left.size === right.size && isSubset(left, right);
		}
		case 'dict':
			return (
				b.kind === 'dict' &&
				a.entries.size === b.entries.size &&
				[...a.entries].every(([key, entry]) => {
					const other = b.entries.get(key);
					return other !== undefined && equals(machine, entry.value, other.value);
				})
			);
		case 'range':
			return b.kind === 'range' && rangesEqual(a, b);
		case 'type':
			return b.kind === 'type' && a.name === b.name;
		case 'native':
			// Each lookup of a method makes a new object.
			return b.kind === 'native' && (a.holds ?? b.holds) !== undefined
				? unknown('whether methods are equal')
				: false;
		case 'module':
			return b.kind === 'module' && a.name === b.name;
		case 'date':
			return b.kind === 'date' && a.ordinal === b.ordinal;
		case 'datetime':
		case 'timedelta':
			return b.kind === a.kind && a.micros === b.micros;
		case 'slice':
			return b.kind === 'slice' && unknown('whether slices are equal');
		default:
			return false;
	}
}

function itemViewsEqual(machine: Machine, a: Value, b: Value): boolean {
	const isSetLike = ({ kind }: Value): boolean => kind === 'set' || kind === 'view';
	const isItems = (value: Value): boolean => value.kind === 'view' && value.of === 'items';
	if (isItems(a) && isItems(b) && 'dict' in a && 'dict' in b) return equals(machine, a.dict, b.dict);
	return (
		isSetLike(a) && isSetLike(b) && (isItems(a) || isItems(b)) && unknown('whether a view of items is equal')
	);
}

function numbersEqual(a: bigint | number | boolean, b: bigint | number | boolean): boolean {
	const left = typeof a === 'boolean' ? Number(a) : a;
	const right = typeof b === 'boolean' ? Number(b) : b;
	// biome-ignore lint/suspicious/noDoubleEquals: an int and a float compare by value, which is what == does
	return left == right;
}

function rangesEqual(a: RangeValue, b: RangeValue): boolean {
	const count = rangeLength(a);
	if (count !== rangeLength(b)) return false;
	return count === 0n || (a.start === b.start && (count === 1n || a.step === b.step));
}

/** The number of items in a range. */
export function rangeLength({ start, stop, step }: Omit<RangeValue, 'kind'>): bigint {
	const distance = step > 0n ? stop - start : start - stop;
	const stride = step > 0n ? step : -step;
	return distance <= 0n ? 0n : (distance + stride - 1n) / stride;
}

/** `a is b`. Whether equal strings or numbers are one object is unknown. */
export function identical(machine: Machine, left: Value, right: Value): boolean {
	const a = known(left);
	const b = known(right);
	if (a.kind !== b.kind) return false;
	if (/^(?:none|ellipsis|notimplemented|bool|type|module)$/.test(a.kind)) return equals(machine, a, b);
	if (/^(?:list|dict|function)$/.test(a.kind) || (a.kind === 'set' && !a.frozen)) return a === b;
	return equals(machine, a, b) ? unknown('the identity of equal values') : false;
}

/** The members of a set or the keys of a dict, by hash key; `undefined` for every other value. */
export function keysOf(value: Value): Keys | undefined {
	if (value.kind === 'set') return value.members;
	return value.kind === 'view' && value.of === 'keys' ? value.dict.entries : undefined;
}

export type Keys = ReadonlyMap<string, unknown>;

/** True if `b` contains everything in `a`. */
export function isSubset(a: Keys, b: Keys): boolean {
	if (a.size > b.size) return false;
	for (const key of a.keys()) if (!b.has(key)) return false;
	return true;
}

/** The key of a value in sets and dicts. Equal values have equal keys. */
export function hashKey(machine: Machine, value: Value): string {
	machine.spend(1);
	const certain = known(value);
	switch (certain.kind) {
		case 'str':
			machine.spend(certain.value.length / 64);
			return `s${certain.value}`;
		case 'int':
			return `n${certain.value}`;
		case 'bool':
			return certain.value ? 'n1' : 'n0';
		case 'float':
			return Number.isInteger(certain.value) ? `n${BigInt(certain.value)}` : `f${certain.value}`;
		case 'tuple': {
			const parts = certain.items.map((item) => hashKey(machine, item));
			machine.spend(parts.reduce((sum, part) => sum + part.length, 0) / 16);
			return `(${parts.map(measured).join('')})`;
		}
		case 'set':
			if (!certain.frozen) raise('TypeError', "unhashable type: 'set'");
			machine.spend(certain.members.size);
			for (const key of certain.members.keys()) machine.spend(key.length / 16);
			return `{${[...certain.members.keys()].sort().map(measured).join('')}}`;
		case 'list':
		case 'dict':
		case 'slice':
			return raise('TypeError', `unhashable type: '${typeName(certain)}'`);
		case 'date':
			return `date${certain.ordinal}`;
		case 'datetime':
		case 'timedelta':
			return `${certain.kind}${certain.micros}`;
		case 'function':
			return `function ${identityOf(certain)}`;
		case 'type':
			return `type ${certain.name}`;
		case 'none':
			return 'none';
		default:
			return unknown(`a ${typeName(certain)} as a key`);
	}
}

/** A part of a longer key, preceded by its length to make the key unambiguous. */
function measured(key: string): string {
	return `${key.length}:${key}`;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number unique to an object. */
function identityOf(value: object): number {
	const identity = identities.get(value) ?? ++lastIdentity;
	identities.set(value, identity);
	return identity;
}
