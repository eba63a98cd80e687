/** Leaves out of a text what says whose machine it is from. */

export interface PrivateWords {
	/** The user's home directory. */
	readonly home: string;
	readonly user: string;
	/** The name of this machine, with or without its domain. */
	readonly host: string;
}

/** Writes the home as `~`, the user as `USER` and the machine as `HOST`, wherever they stand as words. */
export function withoutPrivateWords(text: string, { home, user, host }: PrivateWords): string {
	const [short = ''] = host.split('.');
	const replacements: readonly (readonly [string, string, string])[] = [
		// As it is, and as an address has it.
		...[home, encodeURI(home)].map((one) => [one, '~', 'g'] as const).filter(([one]) => one.length > 1),
		...[host, short].map((one) => [one, 'HOST', 'gi'] as const).filter(([one]) => isName(one, 'localhost')),
		...[user].map((one) => [one, 'USER', 'g'] as const).filter(([one]) => isName(one, 'root')),
	];
	return replacements.reduce(
		(said, [word, instead, flags]) =>
			said.replace(
				new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(word)}(?![\\p{L}\\p{N}_])`, `${flags}u`),
				instead,
			),
		text,
	);
}

/** Names that every machine has tell nothing. */
function isName(word: string, common: string): boolean {
	return word !== '' && word !== common;
}

function escaped(word: string): string {
	return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
