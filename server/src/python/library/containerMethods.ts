/**
 * The methods of Python's lists, tuples and dicts.
 * Python 3.11 Library Reference, Sequence Types and Mapping Types.
 */
import { pushAll } from '../../base/collections.ts';
import { itemsOf, iterate, makeDict, setEntry, truth } from '../runtime/collections.ts';
import { equals, hashKey } from '../runtime/equality.ts';
import { sortByKeys } from '../runtime/ordering.ts';
import { replaceItems } from '../runtime/sequences.ts';
import { known, raise, unknown } from '../runtime/signals.ts';
import { repr } from '../runtime/text.ts';
import {
	type CallArguments,
	type DictValue,
	int,
	type ListValue,
	list,
	type Machine,
	none,
	positional,
	type TupleValue,
	tuple,
	type Value,
} from '../runtime/value.ts';
import { isAbsent, type Methods, parameters, single, wantNumber } from './parameters.ts';

/** Methods that store their arguments without reading them, so dynamic values may pass. */
export const storingMethods: ReadonlySet<string> = new Set(['append', 'insert', 'setdefault', 'get', 'pop']);

function countIn(machine: Machine, items: readonly Value[], wanted: Value): Value {
	return int(items.filter((item) => equals(machine, item, wanted)).length);
}

function indexIn(machine: Machine, items: readonly Value[], args: CallArguments, complaint: string): Value {
	const [wanted = none, from, to] = parameters('index', args, ['value', 'start?', 'stop?']);
	const place = (value: number): number => (value < 0 ? Math.max(0, value + items.length) : value);
	const start = place(wantNumber(from, 0));
	const stop = Math.min(place(wantNumber(to, items.length)), items.length);
	for (let i = start; i < stop; i++) {
		const item = items[i];
		if (item !== undefined && equals(machine, item, wanted)) return int(i);
	}
	return raise('ValueError', complaint);
}

/** Sorts by an optional key function; shared by `list.sort` and `sorted`. */
export function sorted(machine: Machine, items: readonly Value[], args: CallArguments): Value[] {
	const key = args.named.get('key');
	const reverse = args.named.get('reverse');
	const keys = isAbsent(key) ? items : items.map((item) => machine.call(key, positional(item)));
	return sortByKeys(machine, items, keys, reverse !== undefined && truth(reverse));
}

/** Appends the items of an iterable. One that runs code may look at the list meanwhile, and finds what was appended so far. */
export function extendList(machine: Machine, self: ListValue, iterable: Value): void {
	const source = known(iterable);
	if (source.kind === 'list' || source.kind === 'tuple') {
		pushAll(self.items, itemsOf(machine, source));
		return;
	}
	for (const item of iterate(machine, source)) {
		machine.spend(1);
		self.items.push(item);
	}
}

/** `list.sort`. As in CPython, the list is empty while it is sorted. */
function sortList(machine: Machine, self: ListValue, args: CallArguments): void {
	const before = [...self.items];
	self.items.length = 0;
	let after = before;
	let isChanged = false;
	try {
		after = sorted(machine, before, args);
	} catch (signal) {
		// CPython leaves the items in the order that it had reached.
		self.doubt ??= { kind: 'dynamic', what: 'a list whose sorting failed', span: machine.at };
		throw signal;
	} finally {
		isChanged = self.items.length > 0;
		replaceItems(self, after);
	}
	if (isChanged) raise('ValueError', 'list modified during sort');
}

export const listMethods: Methods<ListValue> = new Map([
	[
		'append',
		(machine, self, args) => {
			machine.spend(1);
			self.items.push(single('list.append', args));
			return none;
		},
	],
	[
		'extend',
		(machine, self, args) => {
			extendList(machine, self, single('list.extend', args));
			return none;
		},
	],
	[
		'insert',
		(machine, self, args) => {
			const [at, item = none] = parameters('insert', args, ['index', 'object']);
			machine.spend(1 + self.items.length / 64);
			self.items.splice(wantNumber(at, 0), 0, item);
			return none;
		},
	],
	[
		'remove',
		(machine, self, args) => {
			const wanted = single('list.remove', args);
			const at = self.items.findIndex((item) => equals(machine, item, wanted));
			if (at < 0) raise('ValueError', 'list.remove(x): x not in list');
			machine.spend(self.items.length / 64);
			self.items.splice(at, 1);
			return none;
		},
	],
	[
		'pop',
		(machine, self, args) => {
			const [at] = parameters('pop', args, ['index?']);
			const index = wantNumber(at, -1);
			if (self.items.length === 0) raise('IndexError', 'pop from empty list');
			const place = index < 0 ? index + self.items.length : index;
			machine.spend(Math.max(0, self.items.length - place) / 64);
			const [item] = place < 0 ? [] : self.items.splice(place, 1);
			return item ?? raise('IndexError', 'pop index out of range');
		},
	],
	[
		'clear',
		(_machine, self) => {
			self.items.length = 0;
			return none;
		},
	],
	[
		'reverse',
		(machine, self) => {
			machine.spend(self.items.length / 64);
			self.items.reverse();
			return none;
		},
	],
	[
		'sort',
		(machine, self, args) => {
			sortList(machine, self, args);
			return none;
		},
	],
	['copy', (machine, self) => list(itemsOf(machine, self))],
	['count', (machine, self, args) => countIn(machine, self.items, single('list.count', args))],
	[
		'index',
		(machine, self, args) => {
			const wanted = args.positional[0] ?? none;
			return indexIn(machine, self.items, args, `${repr(machine, wanted)} is not in list`);
		},
	],
]);

export const tupleMethods: Methods<TupleValue> = new Map([
	['count', (machine, self, args) => countIn(machine, self.items, single('tuple.count', args))],
	['index', (machine, self, args) => indexIn(machine, self.items, args, 'tuple.index(x): x not in tuple')],
]);

/** Adds pairs from a dict or an iterable of pairs, then keyword arguments. */
export function updateDict(machine: Machine, dict: DictValue, args: CallArguments): void {
	const [given] = args.positional;
	if (args.positional.length > 1) unknown('a dict of several');
	const source = given === undefined ? undefined : known(given);
	if (source?.kind === 'dict') {
		for (const { key, value } of [...source.entries.values()]) setEntry(machine, dict, key, value);
	} else if (source !== undefined) {
		let index = 0;
		for (const item of iterate(machine, source)) {
			machine.spend(1);
			const pair = itemsOf(machine, item);
			const [key, value] = pair;
			if (key === undefined || value === undefined || pair.length !== 2) {
				const message = `dictionary update sequence element #${index} has length ${pair.length}; 2 is required`;
				raise('ValueError', message);
			}
			setEntry(machine, dict, key, value);
			index++;
		}
	}
	for (const [name, value] of args.named) setEntry(machine, dict, { kind: 'str', value: name }, value);
}

export const dictMethods: Methods<DictValue> = new Map([
	[
		'get',
		(machine, self, args) => {
			const [key = none, otherwise = none] = parameters('get', args, ['key', 'default?']);
			return self.entries.get(hashKey(machine, key))?.value ?? otherwise;
		},
	],
	['keys', (_machine, self) => ({ kind: 'view', of: 'keys', dict: self })],
	['values', (_machine, self) => ({ kind: 'view', of: 'values', dict: self })],
	['items', (_machine, self) => ({ kind: 'view', of: 'items', dict: self })],
	[
		'copy',
		(machine, self) => {
			machine.spend(self.entries.size);
			return { kind: 'dict', entries: new Map(self.entries) };
		},
	],
	[
		'clear',
		(_machine, self) => {
			self.entries.clear();
			return none;
		},
	],
	[
		'update',
		(machine, self, args) => {
			updateDict(machine, self, args);
			return none;
		},
	],
	[
		'setdefault',
		(machine, self, args) => {
			const [key = none, otherwise = none] = parameters('setdefault', args, ['key', 'default?']);
			const hash = hashKey(machine, key);
			const entry = self.entries.get(hash);
			if (entry !== undefined) return entry.value;
			self.entries.set(hash, { key, value: otherwise });
			return otherwise;
		},
	],
	[
		'pop',
		(machine, self, args) => {
			const [key = none, otherwise] = parameters('pop', args, ['key', 'default?']);
			// CPython does not evaluate the key if there is nothing to compare with.
			if (self.entries.size === 0) return otherwise ?? raise('KeyError', key);
			const hash = hashKey(machine, key);
			const entry = self.entries.get(hash);
			self.entries.delete(hash);
			return entry?.value ?? otherwise ?? raise('KeyError', key);
		},
	],
	[
		'popitem',
		(machine, self) => {
			machine.spend(self.entries.size / 4);
			const [hash, entry] = [...self.entries].at(-1) ?? [];
			if (hash === undefined || entry === undefined)
				return raise('KeyError', 'popitem(): dictionary is empty');
			self.entries.delete(hash);
			return tuple([entry.key, entry.value]);
		},
	],
	['fromkeys', (machine, _self, args) => fromKeys(machine, args)],
]);

/** `dict.fromkeys(keys, value)`. */
export function fromKeys(machine: Machine, args: CallArguments): Value {
	const [keys = none, value = none] = parameters('fromkeys', args, ['iterable', 'value?']);
	return makeDict(
		machine,
		itemsOf(machine, keys).map((key) => [key, value] as const),
	);
}
