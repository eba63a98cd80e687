/**
 * Python's format mini-language: what follows the colon in `{x:>8}`, or the spec in `format(x, '>8')`.
 * Python 3.11 Library Reference, Format Specification Mini-Language.
 */
import { lengthOf, pointsOf } from './codePoints.ts';
import {
	exponentText,
	fixedDigits,
	floatRepr,
	isNegative,
	placePoint,
	significantDigits,
	specialText,
} from './floatText.ts';
import { checkWidth } from './limits.ts';
import { radixText, toFloat } from './numbers.ts';
import { known, raise, unknown } from './signals.ts';
import { strftime } from './strftime.ts';
import { intText, text } from './text.ts';
import { isNumber, typeName } from './types.ts';
import type { Machine, Value } from './value.ts';

interface Spec {
	readonly fill: string;
	readonly align: '<' | '>' | '^' | '=' | '';
	readonly sign: '+' | '-' | ' ';
	readonly alternate: boolean;
	readonly width: number;
	readonly group: ',' | '_' | '';
	readonly precision: number | undefined;
	readonly type: string;
}

const pattern = /^(?:(.)?([<>^=]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

function parse(spec: string): Spec | undefined {
	const match = pattern.exec(spec);
	if (match === null) return undefined;
	const [, fill, align, sign, alternate, zero, width, group, precision, type] = match;
	checkWidth(Number(width ?? 0));
	checkWidth(Number(precision ?? 0));
	return {
		fill: fill ?? (zero === undefined ? ' ' : '0'),
		align: (align ?? (zero === undefined ? '' : '=')) as Spec['align'],
		sign: (sign ?? '-') as Spec['sign'],
		alternate: alternate !== undefined,
		width: Number(width ?? 0),
		group: (group ?? '') as Spec['group'],
		precision: precision === undefined ? undefined : Number(precision),
		type: type ?? '',
	};
}

/** Not supported: alternate and grouped forms, exponents, zero fill next to an alignment, and similar. */
function isRare(spec: string, { alternate, group, sign, align, precision, type }: Spec): boolean {
	if (alternate || group === '_' || sign === ' ' || (precision ?? 0) > 100) return true;
	return (
		!/^[sdfx%]?$/.test(type) ||
		/[<>^=]0/.test(spec) ||
		(align === '=' && !/^0?\d*/.test(spec)) ||
		spec.includes('=')
	);
}

/** `format(value, spec)`. */
export function format(machine: Machine, value: Value, spec: string): string {
	const certain = known(value);
	if (spec === '') return text(machine, certain);
	machine.spend(spec.length / 4);
	if (certain.kind === 'date' || certain.kind === 'datetime') return strftime(certain, spec);
	if (certain.kind !== 'str' && !isNumber(certain)) {
		return raise('TypeError', `unsupported format string passed to ${typeName(certain)}.__format__`);
	}
	const parsed = parse(spec);
	if (parsed === undefined || isRare(spec, parsed)) return unknown('a rare format');
	machine.spend(parsed.width / 16);
	if (certain.kind === 'str' && !/^(?:.?[<>^])?\d*(?:\.\d+)?s?$/su.test(spec))
		return unknown('a rare format');
	if (certain.kind === 'str') return formatText(certain.value, parsed);
	// CPython says this before it looks at the value.
	if (parsed.group !== '' && /^[sx]$/.test(parsed.type))
		return raise('ValueError', `Cannot specify '${parsed.group}' with '${parsed.type}'.`);
	const isFloat = certain.kind === 'float';
	const asFloat = /^[eEfFgGn%]$/.test(parsed.type);
	if (!isFloat && !asFloat) {
		if (parsed.type === 's') return unknownCode('s', typeName(certain));
		return formatInt(machine, BigInt(certain.value), parsed);
	}
	if (parsed.type !== '' && !asFloat) return unknownCode(parsed.type, 'float');
	if (parsed.type === '' && (parsed.precision !== undefined || parsed.group !== ''))
		return unknown('a rare format');
	return formatFloat(toFloat(certain), parsed, isFloat);
}

function unknownCode(type: string, of: string): never {
	return raise('ValueError', `Unknown format code '${type}' for object of type '${of}'`);
}

function formatText(value: string, spec: Spec): string {
	if (spec.type !== '' && spec.type !== 's') unknownCode(spec.type, 'str');
	if (spec.align === '=' || spec.sign !== '-' || spec.group !== '') return unknown('a rare format');
	const cut = spec.precision === undefined ? value : pointsOf(value).slice(0, spec.precision).join('');
	return pad(cut, spec, '<');
}

function formatInt(machine: Machine, value: bigint, spec: Spec): string {
	const magnitude = value < 0n ? -value : value;
	const sign = value < 0n ? '-' : spec.sign === '-' ? '' : spec.sign;
	if (spec.precision !== undefined) unknown('a rare format');
	switch (spec.type) {
		case '':
		case 'd':
			return number(sign, intText(machine, magnitude), '', spec);
		case 'x':
		case 'X':
		case 'o':
		case 'b': {
			const radix = { x: 16, X: 16, o: 8, b: 2 }[spec.type];
			const digits = radixText(machine, magnitude, radix);
			const prefix = spec.alternate ? `0${spec.type}` : '';
			return number(sign + prefix, spec.type === 'X' ? digits.toUpperCase() : digits, '', spec, 4);
		}
		case 'c':
			return pad(String.fromCodePoint(Number(value)), spec, '<');
		default:
			return unknownCode(spec.type, 'int');
	}
}

function formatFloat(value: number, spec: Spec, isFloat: boolean): string {
	const sign = isNegative(value) ? '-' : spec.sign === '-' ? '' : spec.sign;
	const percent = spec.type === '%' ? '%' : '';
	const special = specialText(value);
	if (special !== undefined) {
		const shown = /^[A-Z]$/.test(spec.type) ? special.toUpperCase() : special;
		return number(sign, shown, percent, { ...spec, group: '' });
	}
	const size = Math.abs(value);
	const bare = floatDigits(spec.type === '%' ? size * 100 : size, spec, isFloat);
	const whole = /^\d*/.exec(bare)?.[0] ?? '';
	return number(sign, whole, bare.slice(whole.length) + percent, spec);
}

/** The digits of a non-negative float for one presentation type. */
export function floatDigits(
	size: number,
	spec: { readonly type: string; readonly precision: number | undefined; readonly alternate: boolean },
	isFloat = true,
): string {
	const precision = spec.precision ?? 6;
	switch (spec.type) {
		case 'f':
		case 'F':
		case '%':
			return fixedDigits(size, precision) + (spec.alternate && precision === 0 ? '.' : '');
		case 'e':
		case 'E': {
			const { digits, exponent } = significantDigits(size, precision + 1);
			const fraction = precision === 0 ? '' : `.${digits.slice(1)}`;
			const out = `${digits[0]}${fraction}${exponentText(exponent)}`;
			return spec.type === 'E' ? out.toUpperCase() : out;
		}
		case '':
			if (spec.precision === undefined) return isFloat ? floatRepr(size) : String(size);
			return general(size, spec.precision, spec.alternate, true);
		default: {
			const out = general(size, precision, spec.alternate, false);
			return spec.type === 'G' ? out.toUpperCase() : out;
		}
	}
}

/** `%g`: the requested number of significant digits, without trailing zeros. */
function general(size: number, precision: number, keepZeros: boolean, pointZero: boolean): string {
	const count = Math.max(precision, 1);
	const { digits, exponent } = significantDigits(size, count);
	const kept = keepZeros ? digits : digits.replace(/0+$/, '') || '0';
	if (exponent < -4 || exponent >= count) {
		const fraction = kept.length > 1 ? `.${kept.slice(1)}` : '';
		return `${kept[0]}${fraction}${exponentText(exponent)}`;
	}
	return placePoint(kept, exponent, pointZero);
}

/** Integer digits with a separator between groups of `every`, counted from the end. */
function grouped(digits: string, separator: string, every: number): string {
	if (separator === '') return digits;
	const first = digits.length % every || every;
	const groups = [digits.slice(0, first)];
	for (let at = first; at < digits.length; at += every) groups.push(digits.slice(at, at + every));
	return groups.join(separator);
}

/** Pads sign, integer digits and tail to the width. `=` pads between sign and digits, with zeros grouped too. */
function number(sign: string, whole: string, tail: string, spec: Spec, every = 3): string {
	if (spec.align !== '=') return pad(sign + grouped(whole, spec.group, every) + tail, spec, '>');
	const room = spec.width - sign.length - tail.length;
	if (spec.group === '' || spec.fill !== '0') {
		const digits = grouped(whole, spec.group, every);
		return sign + spec.fill.repeat(Math.max(0, room - digits.length)) + digits + tail;
	}
	// A separator cannot come first, so there is one more digit and the number exceeds its width.
	let count = whole.length;
	while (count + Math.floor((count - 1) / every) < room) count++;
	return sign + grouped(whole.padStart(count, '0'), spec.group, every) + tail;
}

function pad(body: string, spec: Spec, normal: '<' | '>'): string {
	const missing = Math.max(0, spec.width - lengthOf(body));
	const align = spec.align === '' || spec.align === '=' ? normal : spec.align;
	const before = align === '<' ? 0 : align === '>' ? missing : Math.floor(missing / 2);
	return spec.fill.repeat(before) + body + spec.fill.repeat(missing - before);
}
