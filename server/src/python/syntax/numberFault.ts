/** What is wrong with numbers as they are written. */

/** Words that may stand right after a number, as in `1if x else 2`. */
const wordsAfterNumbers = /^(?:and|else|for|if|in|is|not|or)(?![\w]|[^\0-\x7f])/;

/** What CPython finds wrong with a number and the text behind it. */
export function numberFault(number: string, rest: string): string | undefined {
	if (/^0[_0]*[1-9][\d_]*$/.test(number)) {
		return 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
	}
	if (!/^\w/.test(rest) || wordsAfterNumbers.test(rest)) return undefined;
	const base = number === '0' ? rest[0] : /^0[xXoObB]/.test(number) ? number[1] : undefined;
	const kind = { x: 'hexadecimal', o: 'octal', b: 'binary' }[base?.toLowerCase() ?? ''];
	return `invalid ${kind ?? 'decimal'} literal`;
}
