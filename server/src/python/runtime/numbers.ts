/** Arithmetic on Python's ints, bools and floats. */
import type { BinaryOperator } from '../syntax/ast.ts';
import { checkBits } from './limits.ts';
import { raise, unknown } from './signals.ts';
import { isWhole, type NumberValue, typeName } from './types.ts';
import { float, int, type Machine, type Value } from './value.ts';

/** The result of an operator on two numbers; `undefined` if the operator does not apply to numbers. */
export function numeric(
	machine: Machine,
	operator: BinaryOperator,
	a: NumberValue,
	b: NumberValue,
): Value | undefined {
	if (isWhole(a) && isWhole(b)) {
		return integers(machine, operator, BigInt(a.value), BigInt(b.value));
	}
	return floats(operator, toFloat(a), toFloat(b));
}

/** An int, bool or float as a JavaScript number. */
export function toFloat(value: NumberValue): number {
	const number = Number(value.value);
	if (value.kind === 'int' && !Number.isSafeInteger(number)) return unknown('a float of a large number');
	return number;
}

/** Above this, the cost of an operator depends on the size of its operands. */
const large = 1n << 1024n;

function integers(machine: Machine, operator: BinaryOperator, a: bigint, b: bigint): Value | undefined {
	for (const value of [a, b]) if (value > large || value < -large) machine.spend(bits(value) / 64);
	switch (operator) {
		case '+':
			return int(a + b);
		case '-':
			return int(a - b);
		case '*':
			limit(machine, bits(a) + bits(b));
			return int(a * b);
		case '/':
			if (b === 0n) raise('ZeroDivisionError', 'division by zero');
			return float(divide(a, b));
		case '//':
			if (b === 0n) raise('ZeroDivisionError', 'integer division or modulo by zero');
			return int(floorDiv(a, b));
		case '%':
			if (b === 0n) raise('ZeroDivisionError', 'integer modulo by zero');
			return int(a - floorDiv(a, b) * b);
		case '**':
			return intPower(machine, a, b);
		case '<<':
			if (b < 0n) raise('ValueError', 'negative shift count');
			limit(machine, bits(a) + Number(b));
			return int(a << b);
		case '>>':
			if (b < 0n) raise('ValueError', 'negative shift count');
			return int(b > 1n << 32n ? (a < 0n ? -1n : 0n) : a >> b);
		case '&':
			return int(a & b);
		case '|':
			return int(a | b);
		case '^':
			return int(a ^ b);
		default:
			return undefined;
	}
}

function intPower(machine: Machine, base: bigint, exponent: bigint): Value {
	if (exponent < 0n) {
		if (base === 0n) raise('ZeroDivisionError', '0.0 cannot be raised to a negative power');
		return unknown('a negative power');
	}
	if (base !== 0n && base !== 1n && base !== -1n) limit(machine, bits(base) * Number(exponent));
	else return int(base === -1n && exponent % 2n === 0n ? 1n : exponent === 0n ? 1n : base);
	return int(base ** exponent);
}

function floats(operator: BinaryOperator, a: number, b: number): Value | undefined {
	switch (operator) {
		case '+':
			return float(a + b);
		case '-':
			return float(a - b);
		case '*':
			return float(a * b);
		case '/':
			if (b === 0) raise('ZeroDivisionError', 'float division by zero');
			return float(a / b);
		case '//':
		case '%':
			if (b === 0)
				raise('ZeroDivisionError', operator === '%' ? 'float modulo' : 'float floor division by zero');
			return unknown(`${operator} of floats`);
		case '**':
			return unknown('** of floats');
		default:
			return undefined;
	}
}

/** `a // b`; `b` is not zero. */
export function floorDiv(a: bigint, b: bigint): bigint {
	const quotient = a / b;
	return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** `a / b`, if both are exact as floats, so that the result is rounded as in Python. */
function divide(a: bigint, b: bigint): number {
	return Math.max(bits(a), bits(b)) <= 52 ? Number(a) / Number(b) : unknown('a division of large numbers');
}

/** At least the size of an int in bits, minus three. */
export function bits(value: bigint): number {
	return value === 0n ? 1 : (value < 0n ? -value : value).toString(16).length * 4;
}

function limit(machine: Machine, size: number): void {
	checkBits(size);
	machine.spend(size / 256);
}

/** The digits of a non-negative number in base 2, 8 or 16. */
export function radixText(machine: Machine, value: bigint, radix: number): string {
	const text = value.toString(radix);
	machine.spend(text.length / 16);
	return text;
}

/** The integer in an int or bool, wherever Python needs an index, a count or bits. */
export function wholeNumber(value: Value): bigint {
	if (isWhole(value)) return BigInt(value.value);
	return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** A float without its fractional part. */
export function truncated(value: number): bigint {
	if (Number.isNaN(value)) raise('ValueError', 'cannot convert float NaN to integer');
	if (!Number.isFinite(value)) raise('OverflowError', 'cannot convert float infinity to integer');
	return BigInt(Math.trunc(value));
}
