/** The address of a row, under which its badge is looked up. */

export const rowScheme = 'metro-row';

/** The parts of a URI. The last segment of a path stays as it is, so that the file icon theme knows the file's type. */
export interface RowAddress {
	readonly scheme: typeof rowScheme;
	readonly authority: string;
	readonly path: string;
	readonly query: string;
}

/** One address for each row of each home, and one only. */
export function rowAddress(home: string, id: string): RowAddress {
	return { scheme: rowScheme, authority: 'row', path: `/${wellFormed(id)}`, query: wellFormed(home) };
}

/**
 * Names that are not UTF-8 come with lone surrogates, which no URI can hold: they are written out, and so are
 * backslashes, that two names never meet.
 */
function wellFormed(text: string): string {
	return text.replace(/\\|\p{Surrogate}/gu, (c) => `\\${c.charCodeAt(0).toString(16)}`);
}
