/** Why a set-up is not usable: one sentence that names the file and the remedy. */
import { LineIndex } from '../base/lineIndex.ts';

export type SetupTroubleKind =
	| 'no-metro'
	| 'bad-metro'
	| 'no-buildbot'
	| 'bad-buildbot'
	| 'no-mirror'
	| 'bad-mirror';

export interface SetupTrouble {
	readonly kind: SetupTroubleKind;
	/** What is wrong and how to mend it; names the file, and the line where there is one. */
	readonly message: string;
	readonly path: string;
	/** Zero-based line and column in the file at `path`. */
	readonly place: { readonly line: number; readonly column: number };
}

const start = { line: 0, column: 0 } as const;

export function setupTrouble(
	kind: SetupTroubleKind,
	path: string,
	message: string,
	place: SetupTrouble['place'] = start,
): SetupTrouble {
	return { kind, message, path, place };
}

/** Where an offset of a text lies, for a trouble's place. */
export function lineAndColumn(text: string, offset: number): SetupTrouble['place'] {
	const { line, character: column } = new LineIndex(text).at(offset);
	return { line, column };
}
