/**
 * Errors in the notation of numbers.
 * Python 3.11 Language Reference, 2.4.4, Numeric literals.
 */

/** Words that may directly follow a number, as in `1if x else 2`. */
const wordsAfterNumbers = /^(?:and|else|for|if|in|is|not|or)(?![\w]|[^\0-\x7f])/;

/** CPython's error for a number and the text after it, if there is one. */
export function numberFault(number: string, rest: string): string | undefined {
	if (/^0[_0]*[1-9][\d_]*$/.test(number)) {
		return 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
	}
	if (!/^\w/.test(rest) || wordsAfterNumbers.test(rest)) return undefined;
	const base = number === '0' ? rest[0] : /^0[xXoObB]/.test(number) ? number[1] : undefined;
	const kind = { x: 'hexadecimal', o: 'octal', b: 'binary' }[base?.toLowerCase() ?? ''];
	return `invalid ${kind ?? 'decimal'} literal`;
}
