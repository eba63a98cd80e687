/**
 * Python's `%` formatting of strings.
 * Python 3.11 Library Reference, printf-style String Formatting.
 */
import { lengthOf, pointsOf } from './codePoints.ts';
import { isNegative, specialText } from './floatText.ts';
import { floatDigits } from './formatSpec.ts';
import { checkLength, checkWidth } from './limits.ts';
import { radixText, truncated } from './numbers.ts';
import { getItem } from './sequences.ts';
import { known, raise, unknown } from './signals.ts';
import { convertedText, intText } from './text.ts';
import { isNumber, isWhole, typeName } from './types.ts';
import { type Machine, str, type Value } from './value.ts';

const directive = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.|$)/gsu;

interface Field {
	readonly flags: string;
	readonly width: number;
	readonly precision: number | undefined;
	readonly type: string;
}

/** `template % operand`. */
export function percentFormat(machine: Machine, template: string, operand: Value): string {
	const values = known(operand);
	machine.spend(template.length / 16);
	const items = values.kind === 'tuple' ? values.items : [values];
	let used = 0;
	let length = template.length;
	let byName = false;
	const next = (): Value => {
		const value = items[used++];
		if (value === undefined) return raise('TypeError', 'not enough arguments for format string');
		return known(value);
	};
	const star = (part: string | undefined): number | undefined => {
		if (part === undefined) return undefined;
		if (part !== '*') return Number(part);
		const value = next();
		return isWhole(value) ? Number(value.value) : raise('TypeError', '* wants int');
	};
	const write = (
		whole: string,
		name: string | undefined,
		flags: string,
		width: string | undefined,
		precision: string | undefined,
		type: string,
		at: number,
	): string => {
		if (name !== undefined) {
			if (values.kind !== 'dict') raise('TypeError', 'format requires a mapping');
			byName = true;
		}
		const wide = star(width) ?? 0;
		if (width === '*' || precision === '*' || flags.includes('#')) return unknown('a rare form of %');
		const places = star(precision);
		checkWidth(Math.abs(wide));
		checkWidth(places ?? 0);
		if (type === '%') return whole === '%%' ? '%' : unknown('a rare form of %');
		if (type === '') return raise('ValueError', 'incomplete format');
		const field: Field = {
			flags: wide < 0 ? `${flags}-` : flags,
			width: Math.abs(wide),
			precision: places,
			type,
		};
		if (/^[aceEFgGouX]$/.test(type) || (places ?? 0) > 100) return unknown(`%${type}`);
		if (!/^[srdixf]$/.test(type)) {
			const hex = (type.codePointAt(0) ?? 0).toString(16);
			const index = at + whole.length - 1;
			return raise('ValueError', `unsupported format character '${type}' (0x${hex}) at index ${index}`);
		}
		machine.spend(1 + field.width / 16);
		const shown = fieldText(
			machine,
			name === undefined ? next() : getItem(machine, values, str(name)),
			field,
		);
		length += shown.length;
		checkLength(length);
		return shown;
	};
	const out = template.replace(directive, write);
	// As with a mapping, any subscriptable operand may stay unused.
	const mapping = values.kind === 'dict' || values.kind === 'list' || values.kind === 'range';
	if (!byName && used < items.length && !mapping) {
		raise('TypeError', 'not all arguments converted during string formatting');
	}
	return out;
}

function fieldText(machine: Machine, value: Value, field: Field): string {
	const { type, precision, flags } = field;
	switch (type) {
		case 's':
		case 'r':
		case 'a': {
			const shown = convertedText(machine, value, type);
			return pad(precision === undefined ? shown : pointsOf(shown).slice(0, precision).join(''), field, '');
		}
		case 'c':
			if (value.kind === 'str' && lengthOf(value.value) === 1) return pad(value.value, field, '');
			if (value.kind === 'int') return pad(String.fromCodePoint(Number(value.value)), field, '');
			return raise('TypeError', '%c requires int or char');
		case 'e':
		case 'E':
		case 'f':
		case 'F':
		case 'g':
		case 'G': {
			if (!isNumber(value)) return raise('TypeError', `must be real number, not ${typeName(value)}`);
			const number = Number(value.value);
			const spec = { type, precision, alternate: flags.includes('#') };
			return pad(
				specialText(number) ?? floatDigits(Math.abs(number), spec),
				field,
				sign(isNegative(number), flags),
			);
		}
		default:
			return integer(machine, value, field);
	}
}

function integer(machine: Machine, value: Value, field: Field): string {
	const { type, precision, flags } = field;
	const decimal = /^[diu]$/.test(type);
	if (!isNumber(value) || (!decimal && value.kind === 'float')) {
		const wanted = decimal ? 'a real number is required' : 'an integer is required';
		return raise('TypeError', `%${type} format: ${wanted}, not ${typeName(value)}`);
	}
	const number = value.kind === 'float' ? truncated(value.value) : BigInt(value.value);
	const size = number < 0n ? -number : number;
	const radix = decimal ? 10 : type === 'o' ? 8 : 16;
	const digits = radix === 10 ? intText(machine, size) : radixText(machine, size, radix);
	const padded = (type === 'X' ? digits.toUpperCase() : digits).padStart(precision ?? 0, '0');
	const prefix = flags.includes('#') && !decimal ? `0${type}` : '';
	return pad(padded, field, sign(number < 0n, flags) + prefix);
}

function sign(negative: boolean, flags: string): string {
	if (negative) return '-';
	return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function pad(body: string, { flags, width, type }: Field, lead: string): string {
	const missing = Math.max(0, width - lengthOf(body) - lead.length);
	if (flags.includes('-')) return lead + body + ' '.repeat(missing);
	if (flags.includes('0') && !/^[srac]$/.test(type)) return lead + '0'.repeat(missing) + body;
	return ' '.repeat(missing) + lead + body;
}
