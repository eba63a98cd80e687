/** What is wrong with numbers as they are written. */

/** Words that may stand right behind a number, as in `1if x else 2`. */
const wordsAfterNumbers = /^(?:and|else|for|if|in|is|not|or)\b/;

/** What CPython finds wrong with a number and the text behind it. */
export function numberFault(number: string, rest: string): string | undefined {
	const base = /^0[xXoObB]/.test(number) || /^0$/.test(number) ? /^[xXoObB]/.exec(rest)?.[0] : undefined;
	const kind = { x: 'hexadecimal', o: 'octal', b: 'binary' }[
		(base ?? (/^0[xXoObB]/.test(number) ? number[1] : undefined))?.toLowerCase() ?? ''
	];
	if (kind !== undefined && /^[\p{ID_Continue}]/u.test(rest)) return `invalid ${kind} literal`;
	if (/^[\p{ID_Start}_]/u.test(rest) && !wordsAfterNumbers.test(rest)) return 'invalid decimal literal';
	if (/^0[_0]*[1-9][\d_]*$/.test(number)) {
		return 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
	}
	return undefined;
}
