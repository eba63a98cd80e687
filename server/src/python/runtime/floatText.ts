/** Decimal text of floats, rounded exactly, half to even, as in Python. */

interface Ratio {
	readonly numerator: bigint;
	readonly denominator: bigint;
}

/** A finite float as an exact fraction. */
function exactRatio(value: number): Ratio {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, Math.abs(value));
	const bits = view.getBigUint64(0);
	const exponent = Number(bits >> 52n);
	const fraction = bits & 0xfffffffffffffn;
	const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
	const shift = (exponent === 0 ? 1 : exponent) - 1075;
	const sign = value < 0 ? -1n : 1n;
	return shift >= 0
		? { numerator: sign * (mantissa << BigInt(shift)), denominator: 1n }
		: { numerator: sign * mantissa, denominator: 1n << BigInt(-shift) };
}

/** Rounds a non-negative fraction to an integer, half to even. */
function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
	const quotient = numerator / denominator;
	const twice = (numerator % denominator) * 2n;
	if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
	return quotient + 1n;
}

/** `|value|` times ten to the power of `places`, as an integer. */
function scaled(value: number, places: number): bigint {
	const { numerator, denominator } = exactRatio(Math.abs(value));
	return places >= 0
		? roundHalfEven(numerator * 10n ** BigInt(places), denominator)
		: roundHalfEven(numerator, denominator * 10n ** BigInt(-places));
}

/** `%.{places}f` without sign. */
export function fixedDigits(value: number, places: number): string {
	const digits = scaled(value, places)
		.toString()
		.padStart(places + 1, '0');
	return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Digits and decimal exponent for `count` significant digits: 1234 with 2 gives `12` and 3. */
export function significantDigits(value: number, count: number): { digits: string; exponent: number } {
	if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
	// When rounded to one digit, a number may reach the next power of ten, but not necessarily with more digits.
	const highest = Number(value.toExponential(0).split('e')[1]);
	const digits = scaled(value, count - highest).toString();
	if (digits.length === count) return { digits, exponent: highest - 1 };
	return { digits: scaled(value, count - 1 - highest).toString(), exponent: highest };
}

/** `e+05`: a sign and at least two digits. */
export function exponentText(exponent: number): string {
	return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** `inf`, `nan`, or `undefined` for a finite number; without a sign. */
export function specialText(value: number): string | undefined {
	if (Number.isNaN(value)) return 'nan';
	return Number.isFinite(value) ? undefined : 'inf';
}

/** True for negative numbers and negative zero. */
export function isNegative(value: number): boolean {
	return value < 0 || Object.is(value, -0);
}

/** Python's `repr` of a float: the shortest text that reads back to the same value. */
export function floatRepr(value: number): string {
	const sign = isNegative(value) ? '-' : '';
	const special = specialText(value);
	if (special !== undefined) return sign + special;
	const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
	const exponent = Number(power);
	const digits = mantissa.replace('.', '');
	if (exponent < -4 || exponent >= 16) {
		const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
		return `${sign}${digits[0]}${fraction}${exponentText(exponent)}`;
	}
	return sign + placePoint(digits, exponent, true);
}

/** Places the decimal point by the exponent; `pointZero` appends `.0` to whole numbers. */
export function placePoint(digits: string, exponent: number, pointZero: boolean): string {
	if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
	const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
	const fraction = digits.slice(exponent + 1);
	if (fraction !== '') return `${whole}.${fraction}`;
	return pointZero ? `${whole}.0` : whole;
}

/** Rounds as `round(value, places)` does. */
export function roundFloat(value: number, places: number): number {
	if (!Number.isFinite(value) || places > 323) return value;
	if (places < -308) return 0 * value;
	const digits = scaled(value, places);
	const rounded = Number(`${digits}e${-places}`);
	return isNegative(value) ? -rounded : rounded;
}
