/** Arbitrary FlexData, good and bad. */
import fc from 'fast-check';

const pieces = [
	...[
		'a: ',
		'b: ',
		': ',
		'm: [',
		']',
		'[',
		'[section s]',
		'[section s when a is 1]',
		'[when ',
		'[when *]',
		'[]',
	],
	...[
		'[collect b]',
		'[collect $[a] when b]',
		'[option parse/lax]',
		'[oops]',
		'$[',
		'$[a]',
		'$[:b:zap]',
		'$[b?]',
	],
	...[
		'$[c:lax]',
		'$[]',
		'$[[m]]',
		'$[[m:lax]]',
		'<< a',
		'<<',
		'<?python',
		'?>',
		'#',
		' # c',
		':',
		'x',
		'constructor',
	],
	...[
		'\n',
		'\n',
		'\n',
		'\n',
		'\r\n',
		'\r',
		' ',
		' ',
		'\t',
		'\u00a0',
		'\u0085',
		'\u2028',
		'\ufeff',
		'😀',
		'\ud800',
		'\0',
	],
] as const;

/** Text of at most so many pieces. */
export function anyText(most: number): fc.Arbitrary<string> {
	return fc.array(fc.constantFrom(...pieces), { maxLength: most, size: 'max' }).map((some) => some.join(''));
}

/** A place in any text: where it is in one, `placeIn` says. */
export const anyPlace = fc.nat(1_000_000);

/** The offset in a text for an arbitrary number, including the end of the text. */
export function placeIn(text: string, place: number): number {
	return place % (text.length + 1);
}
