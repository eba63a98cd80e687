/**
 * Order of Python values: `<` and similar operators, sorting, and subset tests.
 * Python 3.11 Language Reference, 6.10.1, Value comparisons.
 */
import { compareText } from './codePoints.ts';
import { equals, isSubset, type Keys, keysOf } from './equality.ts';
import { known, raise, unknown } from './signals.ts';
import { isNumber, typeName } from './types.ts';
import type { Machine, Value } from './value.ts';

export type OrderOperator = '<' | '<=' | '>' | '>=';

/** `a < b` and similar comparisons. */
export function ordered(machine: Machine, operator: OrderOperator, left: Value, right: Value): boolean {
	const a = known(left);
	const b = known(right);
	const first = keysOf(a);
	const second = keysOf(b);
	if (first && second) return subset(operator, first, second);
	if (/^(?:view|slice)$/.test(a.kind) || b.kind === 'view') return unknown('the order of such values');
	const order = compare(machine, a, b, operator);
	if (Number.isNaN(order)) return false;
	switch (operator) {
		case '<':
			return order < 0;
		case '<=':
			return order <= 0;
		case '>':
			return order > 0;
		default:
			return order >= 0;
	}
}

function compare(machine: Machine, left: Value, right: Value, operator: OrderOperator): number {
	machine.spend(1);
	const a = known(left);
	const b = known(right);
	if (isNumber(a) && isNumber(b)) {
		const x = typeof a.value === 'boolean' ? Number(a.value) : a.value;
		const y = typeof b.value === 'boolean' ? Number(b.value) : b.value;
		if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
		return x < y ? -1 : x > y ? 1 : 0;
	}
	if (a.kind === 'str' && b.kind === 'str') {
		machine.spend(Math.min(a.value.length, b.value.length) / 64);
		return compareText(a.value, b.value);
	}
	if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'tuple' && b.kind === 'tuple')) {
		for (const [index, item] of a.items.entries()) {
			const other = b.items[index];
			if (other === undefined) return 1;
			if (!equals(machine, item, other)) return compare(machine, item, other, operator);
		}
		return a.items.length - b.items.length;
	}
	if (a.kind === 'date' && b.kind === 'date') return a.ordinal - b.ordinal;
	if (a.kind === 'datetime' && b.kind === 'datetime') return Number(a.micros - b.micros);
	if (a.kind === 'timedelta' && b.kind === 'timedelta') return Number(a.micros - b.micros);
	if ((a.kind === 'datetime' && b.kind === 'date') || (a.kind === 'date' && b.kind === 'datetime')) {
		return raise('TypeError', "can't compare datetime.datetime to datetime.date");
	}
	const message = `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`;
	return raise('TypeError', message);
}

function subset(operator: OrderOperator, a: Keys, b: Keys): boolean {
	switch (operator) {
		case '<':
			return a.size < b.size && isSubset(a, b);
		case '<=':
			return isSubset(a, b);
		case '>':
			return a.size > b.size && isSubset(b, a);
		default:
			return isSubset(b, a);
	}
}

/** A stable merge sort of values by their keys. It uses only `<`, as Python does. */
export function sortByKeys(
	machine: Machine,
	values: readonly Value[],
	keys: readonly Value[],
	reverse: boolean,
): Value[] {
	const order = values.map((_, index) => index);
	const less = (a: number, b: number): boolean => {
		const x = keys[a];
		const y = keys[b];
		return x !== undefined && y !== undefined && ordered(machine, '<', x, y);
	};
	order.sort((a, b) => {
		const [x, y] = reverse ? [b, a] : [a, b];
		if (less(x, y)) return -1;
		return less(y, x) ? 1 : 0;
	});
	return order.map((index) => values[index]).filter((value) => value !== undefined);
}
