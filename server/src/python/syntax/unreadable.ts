/** Limits beyond which a text is not parsed, because no real file is like that. */

/**
 * The number of tokens in a text: twenty times as many as the longest list of builds needs, and as many as are parsed in a
 * second and in 100 MB.
 */
export const mostTokens = 180_000;

/** A text that nests deeper than its readers can follow, or has too many tokens. */
export class Unreadable extends RangeError {
	/** The offset that parsing reached. */
	readonly at: number;

	constructor(reason: string, at: number) {
		super(reason);
		this.at = at;
	}
}

export function tooDeep(at: number): Unreadable {
	return new Unreadable('it nests too deep', at);
}

export function tooLong(at: number): Unreadable {
	return new Unreadable(`it has more than ${mostTokens.toLocaleString('en')} names, values and signs`, at);
}
