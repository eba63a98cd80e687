/** Limits on strings and numbers during evaluation. */
import { raise, Stopped } from './signals.ts';

/** In UTF-16 units. */
const longestText = 1 << 18;
/** The largest width and precision in a format. */
const widestField = 1 << 16;
const mostBits = 1 << 16;

/** Python itself neither reads nor writes a decimal int with more digits. */
export const mostDigits = 4300;

/** Ends the evaluation before it makes too long a string. */
export function checkLength(length: number): void {
	if (length > longestText) throw new Stopped('a text grows too long');
}

/** Ends the evaluation before it writes too wide a field. */
export function checkWidth(width: number): void {
	if (width > widestField) throw new Stopped('a text grows too long');
}

/** Ends the evaluation before it makes too large an int; `bits` is at least its size. */
export function checkBits(bits: number): void {
	if (bits > mostBits) throw new Stopped('a number grows too big');
}

/** Raises Python's error for an int with more than `mostDigits` digits; `count` is the number of digits to read. */
export function tooManyDigits(count?: number): never {
	const value = count === undefined ? '' : `: value has ${count} digits`;
	return raise(
		'ValueError',
		`Exceeds the limit (${mostDigits} digits) for integer string conversion${value}; use sys.set_int_max_str_digits() to increase the limit`,
	);
}
