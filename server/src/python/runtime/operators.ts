/**
 * Python's operators on values of every kind.
 * Python 3.11 Language Reference, 6.5 to 6.9, arithmetic and bitwise operations.
 */
import type { BinaryOperator, CompareOperator, UnaryOperator } from '../syntax/ast.ts';
import { lastOrdinal, microsPerDay, splitDelta } from './calendar.ts';
import { contains, makeDict, truth } from './collections.ts';
import { equals, identical } from './equality.ts';
import { checkLength } from './limits.ts';
import { numeric } from './numbers.ts';
import { type OrderOperator, ordered } from './ordering.ts';
import { percentFormat } from './percentFormat.ts';
import { known, raise, unknown } from './signals.ts';
import { isNumber, isWhole, typeName } from './types.ts';
import { bool, float, int, list, type Machine, type SetValue, str, tuple, type Value } from './value.ts';

/** `left operator right`. `assigning`: `left operator= right`, whose errors name that operator. */
export function binary(
	machine: Machine,
	operator: BinaryOperator,
	left: Value,
	right: Value,
	assigning = false,
): Value {
	const a = known(left);
	const b = known(right);
	const result = apply(machine, operator, a, b);
	if (result !== undefined) return result;
	if (operator === '+' && (a.kind === 'str' || a.kind === 'list' || a.kind === 'tuple')) {
		return raise('TypeError', `can only concatenate ${typeName(a)} (not "${typeName(b)}") to ${typeName(a)}`);
	}
	if (operator === '*' && (isSequence(a) || isSequence(b))) {
		const other = isSequence(a) ? b : a;
		return raise('TypeError', `can't multiply sequence by non-int of type '${typeName(other)}'`);
	}
	const shown = assigning ? `${operator}=` : operator === '**' ? '** or pow()' : operator;
	const message = `unsupported operand type(s) for ${shown}: '${typeName(a)}' and '${typeName(b)}'`;
	return raise('TypeError', message);
}

function isSequence(value: Value): value is Extract<Value, { kind: 'str' | 'list' | 'tuple' }> {
	return value.kind === 'str' || value.kind === 'list' || value.kind === 'tuple';
}

function apply(machine: Machine, operator: BinaryOperator, a: Value, b: Value): Value | undefined {
	if (a.kind === 'bool' && b.kind === 'bool' && /^[&|^]$/.test(operator)) {
		const bits = numeric(machine, operator, a, b);
		return bits?.kind === 'int' ? bool(bits.value !== 0n) : bits;
	}
	if (operator === '|' && (a.kind === 'type' || b.kind === 'type')) return unknown('a union of types');
	if (isNumber(a) && isNumber(b)) return numeric(machine, operator, a, b);
	if (operator === '+') return concatenated(machine, a, b) ?? dateSum(a, b) ?? dateSum(b, a);
	if (operator === '*') return repeated(machine, a, b) ?? repeated(machine, b, a) ?? deltaProduct(a, b);
	if (operator === '%' && a.kind === 'str') return str(percentFormat(machine, a.value, b));
	if (/^[-|&^]$/.test(operator) && (isSetLike(a) || isSetLike(b)))
		return setOperation(machine, operator as '-', a, b);
	if (operator === '|' && a.kind === 'dict' && b.kind === 'dict') {
		const entries = [...a.entries.values(), ...b.entries.values()];
		machine.spend(entries.length);
		return makeDict(
			machine,
			entries.map(({ key, value }) => [key, value] as const),
		);
	}
	if (operator === '-') return dateDifference(a, b) ?? setOperation(machine, operator, a, b);
	if (operator === '&' || operator === '|' || operator === '^') return setOperation(machine, operator, a, b);
	return deltaQuotient(operator, a, b);
}

function concatenated(machine: Machine, a: Value, b: Value): Value | undefined {
	if (a.kind === 'str' && b.kind === 'str') {
		const value = a.value + b.value;
		checkLength(value.length);
		machine.spend(value.length / 16);
		if (a.value === '') return b;
		return b.value === '' ? a : str(value);
	}
	if (a.kind === 'list' && b.kind === 'list') {
		machine.spend((a.items.length + b.items.length) / 16);
		return list(a.items.concat(b.items));
	}
	if (a.kind === 'tuple' && b.kind === 'tuple') {
		machine.spend((a.items.length + b.items.length) / 16);
		return tuple(a.items.concat(b.items));
	}
	return undefined;
}

function repeated(machine: Machine, sequence: Value, times: Value): Value | undefined {
	if (!isSequence(sequence) || !isWhole(times)) return undefined;
	const count = Math.max(0, Number(times.value));
	if (sequence.kind === 'str') {
		checkLength(sequence.value.length * count);
		machine.spend((sequence.value.length * count) / 16);
		return str(sequence.value.repeat(count));
	}
	machine.spend((sequence.items.length * count) / 4);
	const items: Value[] = [];
	for (let i = 0; i < count && sequence.items.length > 0; i++) {
		for (const item of sequence.items) items.push(item);
	}
	return sequence.kind === 'list' ? list(items) : tuple(items);
}

/** True for views that support set operations with any iterable. */
function isSetLike(value: Value): boolean {
	return value.kind === 'view' && value.of !== 'values';
}

function setView(value: Value): SetValue | undefined {
	if (value.kind === 'set') return value;
	if (value.kind !== 'view' || value.of !== 'keys') return undefined;
	const members = new Map([...value.dict.entries].map(([key, entry]) => [key, entry.key]));
	return { kind: 'set', members, frozen: false };
}

/** Union, intersection, difference and symmetric difference, in the order of the left operand. */
export function setOperation(
	machine: Machine,
	operator: '|' | '&' | '-' | '^',
	a: Value,
	b: Value,
): Value | undefined {
	const left = setView(a);
	const right = setView(b);
	if (left === undefined || right === undefined) {
		return isSetLike(a) || isSetLike(b) ? unknown('a set operation of a dict view') : undefined;
	}
	machine.spend(left.members.size + right.members.size);
	const members = new Map<string, Value>();
	for (const [key, value] of left.members) {
		const both = right.members.has(key);
		if (operator === '|' || (operator === '&' ? both : !both)) members.set(key, value);
	}
	if (operator === '|' || operator === '^') {
		for (const [key, value] of right.members) {
			if (!left.members.has(key) && !members.has(key)) members.set(key, value);
		}
	}
	return { kind: 'set', members, frozen: a.kind === 'set' && a.frozen && b.kind === 'set' };
}

function checkedDate(ordinal: number): Value {
	if (ordinal < 1 || ordinal > lastOrdinal) raise('OverflowError', 'date value out of range');
	return { kind: 'date', ordinal };
}

function checkedDatetime(micros: bigint): Value {
	if (micros < 0n || micros >= BigInt(lastOrdinal) * microsPerDay)
		raise('OverflowError', 'date value out of range');
	return { kind: 'datetime', micros };
}

function checkedDelta(micros: bigint): Value {
	const { days } = splitDelta(micros);
	if (Math.abs(days) > 999_999_999) raise('OverflowError', `days=${days}; must have magnitude <= 999999999`);
	return { kind: 'timedelta', micros };
}

function dateSum(a: Value, b: Value): Value | undefined {
	if (b.kind !== 'timedelta') return undefined;
	if (a.kind === 'date') return checkedDate(a.ordinal + splitDelta(b.micros).days);
	if (a.kind === 'datetime') return checkedDatetime(a.micros + b.micros);
	return a.kind === 'timedelta' ? checkedDelta(a.micros + b.micros) : undefined;
}

function dateDifference(a: Value, b: Value): Value | undefined {
	if (a.kind === 'date' && b.kind === 'date') {
		return { kind: 'timedelta', micros: BigInt(a.ordinal - b.ordinal) * microsPerDay };
	}
	if ((a.kind === 'datetime' || a.kind === 'timedelta') && a.kind === b.kind) {
		return a.kind === 'timedelta'
			? checkedDelta(a.micros - b.micros)
			: { kind: 'timedelta', micros: a.micros - b.micros };
	}
	if (b.kind !== 'timedelta') return undefined;
	// With a date, only whole days count, computed as in timedelta.
	if (a.kind === 'date') return checkedDate(a.ordinal - splitDelta(b.micros).days);
	return dateSum(a, { kind: 'timedelta', micros: -b.micros });
}

function deltaProduct(a: Value, b: Value): Value | undefined {
	const [delta, factor] = a.kind === 'timedelta' ? [a, b] : [b, a];
	if (delta.kind !== 'timedelta' || !isNumber(factor)) return undefined;
	if (factor.kind === 'float' || BigInt(factor.value) ** 2n > 10n ** 12n)
		return unknown('a multiple of a timedelta');
	return checkedDelta(delta.micros * BigInt(factor.value));
}

function deltaQuotient(operator: BinaryOperator, a: Value, b: Value): Value | undefined {
	if (a.kind !== 'timedelta' || !/^(?:\/|\/\/|%)$/.test(operator)) return undefined;
	if (b.kind !== 'timedelta' && !isNumber(b)) return undefined;
	return unknown('a fraction of a timedelta');
}

/** `-x`, `+x`, `~x`, `not x`. */
export function unary(operator: UnaryOperator, operand: Value): Value {
	const value = known(operand);
	if (operator === 'not') return bool(!truth(value));
	if (isWhole(value)) {
		const number = BigInt(value.value);
		return int(operator === '-' ? -number : operator === '~' ? ~number : number);
	}
	if (operator !== '~') {
		if (value.kind === 'float') return float(operator === '-' ? -value.value : value.value);
		if (value.kind === 'timedelta') {
			return operator === '-' ? checkedDelta(-value.micros) : value;
		}
	}
	return raise('TypeError', `bad operand type for unary ${operator}: '${typeName(value)}'`);
}

/** One comparison. */
export function compareValues(
	machine: Machine,
	operator: CompareOperator,
	left: Value,
	right: Value,
): boolean {
	switch (operator) {
		case '==':
			return equals(machine, left, right);
		case '!=':
			return !equals(machine, left, right);
		case 'in':
			return contains(machine, right, left);
		case 'not in':
			return !contains(machine, right, left);
		case 'is':
			return identical(machine, left, right);
		case 'is not':
			return !identical(machine, left, right);
		default:
			return ordered(machine, operator satisfies OrderOperator, left, right);
	}
}
