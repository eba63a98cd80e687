/**
 * Python's built-in functions on numbers and code points.
 * Python 3.11 Library Reference, Built-in Functions.
 */
import { lengthOf } from '../runtime/codePoints.ts';
import { roundFloat } from '../runtime/floatText.ts';
import { floorDiv, radixText, truncated, wholeNumber } from '../runtime/numbers.ts';
import { binary } from '../runtime/operators.ts';
import { known, raise, unknown } from '../runtime/signals.ts';
import { isWhole, typeName } from '../runtime/types.ts';
import { float, int, type NamedCode, type NativeCode, none, str, tuple } from '../runtime/value.ts';
import { isAbsent, parameters, single, wantNumber, wantText } from './parameters.ts';

const round: NativeCode = (machine, args) => {
	const [value = none, places] = parameters('round', args, ['number', 'ndigits?']);
	const certain = known(value);
	const digits = isAbsent(places) ? undefined : wantNumber(places, 0);
	if (certain.kind === 'float') {
		if (Math.abs(digits ?? 0) > 15) return unknown('round() to so many digits');
		const rounded = roundFloat(certain.value, digits ?? 0);
		return digits === undefined ? int(truncated(rounded)) : float(rounded);
	}
	if (!isWhole(certain)) {
		return raise('TypeError', `type ${typeName(certain)} doesn't define __round__ method`);
	}
	if (digits !== undefined && Math.abs(digits) > 100) return unknown('round() to so many digits');
	const whole = BigInt(certain.value);
	if (digits === undefined || digits >= 0) return int(whole);
	machine.spend(1);
	const unit = 10n ** BigInt(Math.min(-digits, 5000));
	const low = floorDiv(whole, unit) * unit;
	const twice = (whole - low) * 2n;
	const up = twice > unit || (twice === unit && floorDiv(whole, unit) % 2n !== 0n);
	return int(up ? low + unit : low);
};

const abs: NativeCode = (_machine, args) => {
	const value = single('abs', args);
	if (isWhole(value)) {
		const number = BigInt(value.value);
		return int(number < 0n ? -number : number);
	}
	if (value.kind === 'float') return float(Math.abs(value.value));
	if (value.kind === 'timedelta')
		return { kind: 'timedelta', micros: value.micros < 0n ? -value.micros : value.micros };
	return raise('TypeError', `bad operand type for abs(): '${typeName(value)}'`);
};

const pow: NativeCode = (machine, args) => {
	const [base = none, exponent = none, modulus] = parameters('pow', args, ['base', 'exp', 'mod?']);
	if (isAbsent(modulus)) return binary(machine, '**', base, exponent);
	return unknown('pow() with a modulus');
};

function inRadix(name: string, radix: number, prefix: string): NativeCode {
	return (machine, args) => {
		const number = wholeNumber(single(name, args));
		const size = number < 0n ? -number : number;
		return str(`${number < 0n ? '-' : ''}${prefix}${radixText(machine, size, radix)}`);
	};
}

const chr: NativeCode = (_machine, args) => {
	const code = wantNumber(single('chr', args), 0);
	if (code >= 0xd800 && code < 0xe000) return unknown('half a character');
	if (code < 0 || code > 0x10ffff) raise('ValueError', 'chr() arg not in range(0x110000)');
	return str(String.fromCodePoint(code));
};

const ord: NativeCode = (_machine, args) => {
	const { value } = wantText(
		single('ord', args),
		(type) => `ord() expected string of length 1, but ${type} found`,
	);
	if (lengthOf(value) !== 1) {
		raise('TypeError', `ord() expected a character, but string of length ${lengthOf(value)} found`);
	}
	return int(value.codePointAt(0) ?? 0);
};

const divmod: NativeCode = (machine, args) => {
	const [a = none, b = none] = parameters('divmod', args, ['x', 'y']);
	return tuple([binary(machine, '//', a, b), binary(machine, '%', a, b)]);
};

export const numberFunctions: readonly NamedCode[] = [
	['round', round],
	['abs', abs],
	['pow', pow],
	['divmod', divmod],
	['hex', inRadix('hex', 16, '0x')],
	['oct', inRadix('oct', 8, '0o')],
	['bin', inRadix('bin', 2, '0b')],
	['chr', chr],
	['ord', ord],
];
