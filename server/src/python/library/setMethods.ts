/**
 * The methods of Python's sets and frozen sets.
 * Python 3.11 Library Reference, Set Types.
 */
import { inAnyOrder, iterate, makeSet, memberKey } from '../runtime/collections.ts';
import { hashKey, isSubset, type Keys } from '../runtime/equality.ts';
import { setOperation } from '../runtime/operators.ts';
import { known, raise, unknown } from '../runtime/signals.ts';
import { bool, type Machine, none, type SetValue, type Value } from '../runtime/value.ts';
import { type Method, type Methods, single } from './parameters.ts';

function copied(machine: Machine, { members, frozen }: SetValue): SetValue {
	machine.spend(members.size);
	return { kind: 'set', members: new Map(members), frozen };
}

function combined(operator: '|' | '&' | '-' | '^'): Method<SetValue> {
	return (machine, self, args) => {
		let out: Value = copied(machine, self);
		for (const other of args.positional) {
			const set = makeSet(machine, inAnyOrder(machine, other));
			out = setOperation(machine, operator, out, set) ?? out;
		}
		return out;
	};
}

function updating(operator: '|' | '&' | '-' | '^'): Method<SetValue> {
	return (machine, self, args) => {
		if (args.named.size > 0) return unknown('a set of names');
		const result = combined(operator)(machine, self, args);
		replaceMembers(self, result);
		return none;
	};
}

/** For methods that take the items of each iterable one by one: code that it runs finds what was changed so far. */
function changingByItem(
	change: (members: SetValue['members'], key: string, item: Value) => void,
): Method<SetValue> {
	return (machine, self, args) => {
		if (args.named.size > 0) return unknown('a set of names');
		for (const other of args.positional) {
			const source = known(other);
			const items = source.kind === 'set' ? inAnyOrder(machine, source) : iterate(machine, source);
			for (const item of items) {
				machine.spend(1);
				change(self.members, hashKey(machine, item), item);
			}
		}
		return none;
	};
}

function addMember(members: SetValue['members'], key: string, item: Value): void {
	if (!members.has(key)) members.set(key, item);
}

/** Replaces the members of a set with those of another. */
export function replaceMembers(self: SetValue, result: Value): void {
	const members = result.kind === 'set' ? [...result.members] : [];
	self.members.clear();
	for (const [key, value] of members) self.members.set(key, value);
}

function related(name: string, test: (a: Keys, b: Keys) => boolean): readonly [string, Method<SetValue>] {
	return [
		name,
		(machine, self, args) => {
			const other = makeSet(machine, inAnyOrder(machine, single(`set.${name}`, args)));
			return bool(test(self.members, other.members));
		},
	];
}

const frozenMethods: Methods<SetValue> = new Map([
	['union', combined('|')],
	['intersection', combined('&')],
	['difference', combined('-')],
	['symmetric_difference', combined('^')],
	related('issubset', isSubset),
	related('issuperset', (a, b) => isSubset(b, a)),
	related('isdisjoint', (a, b) => [...a.keys()].every((key) => !b.has(key))),
	['copy', copied],
]);

const changingMethods: Methods<SetValue> = new Map([
	[
		'add',
		(machine, self, args) => {
			const value = single('set.add', args);
			addMember(self.members, hashKey(machine, value), value);
			return none;
		},
	],
	[
		'discard',
		(machine, self, args) => {
			self.members.delete(memberKey(machine, single('set.discard', args)));
			return none;
		},
	],
	[
		'remove',
		(machine, self, args) => {
			const value = single('set.remove', args);
			if (!self.members.delete(memberKey(machine, value))) raise('KeyError', value);
			return none;
		},
	],
	[
		'pop',
		(_machine, self, args) => {
			if (args.positional.length > 0) return unknown('a rare pop()');
			if (self.members.size > 1) return unknown('the order of a set');
			const [key, value] = self.members.entries().next().value ?? [];
			if (key === undefined || value === undefined) return raise('KeyError', 'pop from an empty set');
			self.members.delete(key);
			return value;
		},
	],
	[
		'clear',
		(_machine, self) => {
			self.members.clear();
			return none;
		},
	],
	['update', changingByItem(addMember)],
	['intersection_update', updating('&')],
	['difference_update', changingByItem((members, key) => void members.delete(key))],
	['symmetric_difference_update', updating('^')],
]);

/** The methods of a set. A frozen set lacks those that change it. */
export function setMethod(self: SetValue, name: string): Method<SetValue> | undefined {
	return frozenMethods.get(name) ?? (self.frozen ? undefined : changingMethods.get(name));
}

export const setMethods: Methods<SetValue> = new Map([...frozenMethods, ...changingMethods]);
