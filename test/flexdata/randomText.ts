/** Random FlexData, good and bad, the same for the same seed. */

/** Numbers in [0, 1), by the generator mulberry32. */
export function randomNumbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
	};
}

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

/** Some text of `length` pieces. */
export function randomText(random: () => number, length: number): string {
	let text = '';
	for (let i = 0; i < length; i++) text += pieces[Math.floor(random() * pieces.length)] ?? '';
	return text;
}
