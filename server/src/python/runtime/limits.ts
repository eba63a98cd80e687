/** How large texts and numbers may grow while a program is evaluated. */
import { raise, Stopped } from './signals.ts';

/** In UTF-16 units. */
const longestText = 1 << 18;
/** The width and the digits that a format may ask for. */
const widestField = 1 << 16;
const mostBits = 1 << 16;

/** In decimal, Python itself neither reads nor writes an int with more digits. */
export const mostDigits = 4300;

/** Ends the evaluation before it makes a text that is too long. */
export function checkLength(length: number): void {
	if (length > longestText) throw new Stopped('a text grows too long');
}

/** Ends the evaluation before it writes a field that is too wide. */
export function checkWidth(width: number): void {
	if (width > widestField) throw new Stopped('a text grows too long');
}

/** Ends the evaluation before it makes an int that is too large; `bits` is at least its size. */
export function checkBits(bits: number): void {
	if (bits > mostBits) throw new Stopped('a number grows too big');
}

/** Raises what Python does of an int with more than `mostDigits`; `count` is how many there are to be read. */
export function tooManyDigits(count?: number): never {
	const value = count === undefined ? '' : `: value has ${count} digits`;
	return raise(
		'ValueError',
		`Exceeds the limit (${mostDigits} digits) for integer string conversion${value}; use sys.set_int_max_str_digits() to increase the limit`,
	);
}
