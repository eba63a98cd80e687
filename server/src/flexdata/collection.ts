/** The result of collecting: every definition, every file, and what could not be collected. */
import type { ReadText } from '../base/readText.ts';
import type { Definition, FlexdataDialect } from './definitions.ts';
import type { FlexError, MetroError } from './errors.ts';
import type { ExpansionInputs } from './runExpansion.ts';
import type { CollectAnnotation, ParsedFile } from './syntax.ts';

/** A collected file; one entry for each time it was collected. */
export interface CollectedFile {
	/** The path by which Metro opened it, as in its messages. */
	readonly path: string;
	readonly parsed: ParsedFile;
}

/** The outcome of a collect annotation. */
export type CollectOutcome =
	| { readonly kind: 'collected'; readonly path: string }
	/** Its path is empty or zaps: Metro skips it. */
	| { readonly kind: 'dropped' }
	/** Its condition is false; Metro is silent. */
	| { readonly kind: 'condition-false'; readonly condition: string }
	/** Its path refers to an undefined key; Metro is silent. */
	| { readonly kind: 'undefined'; readonly error: MetroError }
	| { readonly kind: 'failed'; readonly error: FlexError; readonly path: string | undefined }
	/** The run ended before its turn came. */
	| { readonly kind: 'not-reached' };

export interface CollectStep {
	/** The path text. */
	readonly text: string;
	/** The file the annotation stands in. */
	readonly from: string;
	readonly node: CollectAnnotation;
	readonly outcome: CollectOutcome;
}

/** A set-up's configuration as Metro has it in memory before any lookup. */
export interface Collection extends ExpansionInputs {
	/** Every definition that was read, in order, arguments and rejected ones included. */
	readonly definitions: readonly Definition[];
	/** Files in the order in which they were read to their end; one that was read twice comes twice. */
	readonly files: readonly CollectedFile[];
	/** Collect annotations in the order in which they were settled; those never settled come last. */
	readonly steps: readonly CollectStep[];
	/** Keys that were empty because of lax, in paths and conditions of collect annotations. */
	readonly laxMisses: ReadonlySet<string>;
	/** The error that ended the run; with `keepGoing`, all that would have. Empty: Metro would continue. */
	readonly errors: readonly FlexError[];
}

export interface CollectOptions {
	/** The files that are given to Metro, absolute; usually only `.metro`. */
	readonly entries: readonly string[];
	/** `key: value` in the order given. */
	readonly arguments: ReadonlyMap<string, string>;
	/** The working directory, absolute. */
	readonly directory: string;
	readonly dialect: FlexdataDialect;
	readonly read: ReadText;
	/** How this Metro reads the files that `<<` names (see `ExpansionInputs`); absent: line by line. */
	readonly wholeFiles?: boolean;
	/** Parses a file; a server passes a parser with a cache. */
	readonly parse?: (path: string, text: string) => ParsedFile | Promise<ParsedFile>;
	/** Continues after errors, so that an editor still knows the rest of a set-up that is being edited. */
	readonly keepGoing?: boolean;
}

/** Annotations whose file was never read: `[path text, file]`, as Metro leaves them in its queue. */
export function uncollected(collection: Collection): CollectStep[] {
	return collection.steps.filter(({ outcome }) => outcome.kind !== 'collected' && outcome.kind !== 'dropped');
}
