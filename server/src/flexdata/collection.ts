/** What comes of collecting: every definition, every file, and what could not be collected. */
import type { ReadText } from '../base/readText.ts';
import type { Definition, FlexdataDialect } from './definitions.ts';
import type { FlexError, MetroError } from './errors.ts';
import type { ExpansionInputs } from './runExpansion.ts';
import type { CollectAnnotation, ParsedFile } from './syntax.ts';

/** A file that was collected, as often as it was. */
export interface CollectedFile {
	/** As Metro opened it, and as it names it in its messages. */
	readonly path: string;
	readonly parsed: ParsedFile;
}

/** What became of a collect annotation. */
export type CollectOutcome =
	| { readonly kind: 'collected'; readonly path: string }
	/** Its path is empty or zaps: Metro passes over it. */
	| { readonly kind: 'dropped' }
	/** Its condition is not true, and Metro says nothing. */
	| { readonly kind: 'condition-false'; readonly condition: string }
	/** Something its path names is not defined, and Metro says nothing. */
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

/** A set-up's configuration as Metro holds it in memory before it looks anything up. */
export interface Collection extends ExpansionInputs {
	/** Every definition that was read, in order, arguments and rejected ones included. */
	readonly definitions: readonly Definition[];
	/** Files in the order in which they were read to their end; one that was read twice comes twice. */
	readonly files: readonly CollectedFile[];
	/** Collect annotations in the order in which they were settled; those never settled come last. */
	readonly steps: readonly CollectStep[];
	/** Keys that were empty because of lax, in paths and conditions of collect annotations. */
	readonly laxMisses: ReadonlySet<string>;
	/** What ended the run; with `keepGoing` all that would have ended it. Empty: Metro would have gone on. */
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
	/** How this Metro takes the files that `<<` names (see `ExpansionInputs`); absent: line by line. */
	readonly wholeFiles?: boolean;
	/** Parses a file; a server gives one that remembers. */
	readonly parse?: (path: string, text: string) => ParsedFile | Promise<ParsedFile>;
	/** Goes on behind errors, so that an editor still knows the rest of a set-up that is being worked on. */
	readonly keepGoing?: boolean;
}

/** Annotations whose file was never read: `[path text, file]`, as Metro leaves them in its queue. */
export function uncollected(collection: Collection): CollectStep[] {
	return collection.steps.filter(({ outcome }) => outcome.kind !== 'collected' && outcome.kind !== 'dropped');
}
