/** Where reading ends because nothing that anybody writes looks like that. */

/**
 * Names, numbers, strings and signs in a text: twenty times as many as the longest list of builds needs, and as many as are
 * read in a second and in 100 MB.
 */
export const mostTokens = 180_000;

/** A text that nests deeper than its readers can follow, or has more in it than anybody needs. */
export class Unreadable extends RangeError {
	/** The offset that reading came to. */
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
