/** Runs an expansion and returns its outcome: the result, the error, or the file that must be read first. */
import { isAbsolutePath } from '../base/posixPath.ts';
import type { ReadResult } from '../base/readText.ts';
import type { Definitions } from './definitions.ts';
import type { MetroError, Place } from './errors.ts';
import { beginExpansion, type Expansion, Interruption, recursionError } from './expansion.ts';
import type { ExpansionMemo } from './memoEntry.ts';

/** The inputs of expansions. */
export interface ExpansionInputs extends Definitions {
	/** Files that have been read, by path. */
	readonly texts: ReadonlyMap<string, ReadResult>;
	/** The working directory: relative names in values start here. */
	readonly directory: string;
	/** A file that `<<` names is taken as it is, less white space at its ends; else every line loses its last character. */
	readonly wholeFiles: boolean;
	/** The memo of expansions; `undefined`: the definitions may still change. */
	readonly memo?: ExpansionMemo;
}

export type ExpansionOutcome<T> =
	| { readonly kind: 'done'; readonly value: T; readonly run: Expansion }
	| {
			readonly kind: 'failed';
			readonly error: MetroError;
			readonly place: Place | undefined;
			readonly run: Expansion;
	  }
	/** A value names a file that has not been read yet; `path` is absolute. */
	| { readonly kind: 'unread'; readonly path: string };

/** Runs `call`, recording its steps if `tracing`. */
export function runExpansion<T>(
	inputs: ExpansionInputs,
	call: (run: Expansion) => T,
	tracing = false,
): ExpansionOutcome<T> {
	const pathOf = (name: string): string => (isAbsolutePath(name) ? name : `${inputs.directory}/${name}`);
	const fileText = (name: string): ReadResult | undefined => inputs.texts.get(pathOf(name));
	const { wholeFiles, memo } = inputs;
	const run = beginExpansion({ definitions: inputs, fileText, wholeFiles, memo }, tracing);
	try {
		return { kind: 'done', value: call(run), run };
	} catch (error) {
		// Our own stack may be smaller than Python's, for instance on a worker thread.
		if (error instanceof RangeError) return { kind: 'failed', error: recursionError, place: undefined, run };
		if (!(error instanceof Interruption)) throw error;
		const { reason } = error;
		return reason.kind === 'unread' ? { kind: 'unread', path: pathOf(reason.name) } : { ...reason, run };
	}
}
