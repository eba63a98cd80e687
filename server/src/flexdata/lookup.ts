/**
 * Lookups in a collection: values, lists of keys, membership, and traces of expansions.
 * Metro: `__getitem__`, `__contains__`, `keys` in modules/flexdata.py (funtoo/metro a728df2).
 */

import type { Collection } from './collection.ts';
import type { Definition } from './definitions.ts';
import type { MetroError, Place } from './errors.ts';
import { conditionalDefinition, expandKey, isTrue } from './expand.ts';
import type { TraceStep } from './expansion.ts';
import { type ExpansionOutcome, runExpansion } from './runExpansion.ts';

/** The value of `settings[key]`. */
export type ValueOutcome =
	| { readonly kind: 'text'; readonly text: string }
	/** A block, expanded. */
	| { readonly kind: 'lines'; readonly lines: readonly string[] }
	/** A block with `<?python` in it, which is not run: what the code would print is missing from the lines. */
	| { readonly kind: 'python'; readonly lines: readonly string[] }
	/** A value that a `:zap` in it removed. */
	| { readonly kind: 'zapped' }
	| { readonly kind: 'error'; readonly error: MetroError; readonly place: Place | undefined };

/** The file at `path` (absolute) must be read before the question can be answered. */
export interface UnreadFile {
	readonly kind: 'unread';
	readonly path: string;
}

export interface Lookup {
	readonly kind: 'answer';
	readonly outcome: ValueOutcome;
	/** Keys that were empty because of lax. */
	readonly laxMisses: readonly string[];
	/** Names of the files whose contents went into the value, as the values name them. */
	readonly reads: readonly string[];
	/** Every step of the expansion, if it was asked for. */
	readonly trace: readonly TraceStep[];
	/** The number of steps taken, for callers that look up many values; memoized values take none. */
	readonly steps: number;
}

/** Keys, or the error that prevents Metro from listing them. */
export type KeyList =
	| { readonly kind: 'keys'; readonly keys: readonly string[]; readonly laxMisses: readonly string[] }
	| { readonly kind: 'error'; readonly error: MetroError };

export type Membership =
	| { readonly kind: 'contains'; readonly contains: boolean }
	| { readonly kind: 'error'; readonly error: MetroError };

/** Expands the value of `key`. With `tracing`, also records the steps that led to it. */
export function lookUp(collection: Collection, key: string, tracing = false): Lookup | UnreadFile {
	const carried = runExpansion(collection, (run) => expandKey(run, key), tracing);
	if (carried.kind === 'unread') return carried;
	const { laxMisses, reads, trace, steps } = carried.run;
	return { kind: 'answer', outcome: outcomeOf(carried), laxMisses: [...laxMisses], reads, trace, steps };
}

/**
 * Lists the keys as Metro does: unconditional ones in order of definition, then conditional ones with a true condition;
 * a key that is both comes twice.
 */
export function listKeys(collection: Collection): KeyList | UnreadFile {
	const { plain, conditional } = collection;
	const carried = runExpansion(collection, (run) => [
		...plain.keys(),
		...[...conditional.keys()].filter((key) => conditionalDefinition(run, key) !== undefined),
	]);
	if (carried.kind === 'done')
		return { kind: 'keys', keys: carried.value, laxMisses: [...carried.run.laxMisses] };
	return carried.kind === 'unread' ? carried : { kind: 'error', error: carried.error };
}

/** `key in settings`: defined unconditionally, or under a condition that is true. */
export function hasKey(collection: Collection, key: string): Membership | UnreadFile {
	if (collection.plain.has(key)) return { kind: 'contains', contains: true };
	const carried = runExpansion(collection, (run) => conditionalDefinition(run, key) !== undefined);
	if (carried.kind === 'done') return { kind: 'contains', contains: carried.value };
	return carried.kind === 'unread' ? carried : { kind: 'error', error: carried.error };
}

/**
 * The definition of `key` in force: the unconditional one, else the one whose condition is true. `undefined`: there
 * is none, or Metro cannot tell.
 */
export function definitionInForce(collection: Collection, key: string): Definition | undefined {
	const plain = collection.plain.get(key);
	if (plain !== undefined || !collection.conditional.has(key)) return plain;
	const carried = runExpansion(collection, (run) => conditionalDefinition(run, key));
	return carried.kind === 'done' ? carried.value : undefined;
}

/** Whether a condition, as written after `when`, is true. */
export function holds(collection: Collection, condition: string): Membership | UnreadFile {
	const carried = runExpansion(collection, (run) => isTrue(run, condition));
	if (carried.kind === 'done') return { kind: 'contains', contains: carried.value };
	return carried.kind === 'unread' ? carried : { kind: 'error', error: carried.error };
}

function outcomeOf(
	carried: Exclude<ExpansionOutcome<string | readonly string[] | undefined>, { kind: 'unread' }>,
): ValueOutcome {
	if (carried.kind === 'failed') return { kind: 'error', error: carried.error, place: carried.place };
	const { value, run } = carried;
	if (value === undefined) return { kind: 'zapped' };
	if (typeof value === 'string') return { kind: 'text', text: value };
	return { kind: run.python ? 'python' : 'lines', lines: value };
}
