/** Asynchronous lookups in a collection: files that values name are read on demand. */
import { neverAborted } from '../base/abort.ts';
import type { ReadResult, ReadText } from '../base/readText.ts';
import { isTurnOver, pause } from '../base/work.ts';
import type { Collection } from './collection.ts';
import {
	hasKey,
	type KeyList,
	type Lookup,
	listKeys,
	lookUp,
	type Membership,
	type UnreadFile,
	type ValueOutcome,
} from './lookup.ts';

export interface Resolver {
	/** `settings[key]`. */
	lookUp(key: string): Promise<Lookup>;
	/** The same with every step of the expansion. */
	trace(key: string): Promise<Lookup>;
	keys(): Promise<KeyList>;
	has(key: string): Promise<Membership>;
	/** The files that values name, as far as they have been read, by path. */
	readonly texts: ReadonlyMap<string, ReadResult>;
}

/**
 * A file is read once, so all answers of one resolver fit together.
 * @param signal rejects the lookups that come after it with `AbortError`, and has them give way to others
 */
export function createResolver(
	collection: Collection,
	read: ReadText,
	signal: AbortSignal = neverAborted,
): Resolver {
	const texts = new Map<string, ReadResult>(collection.texts);
	const inputs: Collection = { ...collection, texts };
	const answer = async <T extends { readonly kind: string }>(ask: () => T | UnreadFile): Promise<T> => {
		for (;;) {
			const result = ask();
			if (isUnread(result)) {
				texts.set(result.path, await read(result.path));
				continue;
			}
			if (isTurnOver(signal)) await pause(signal);
			return result;
		}
	};
	return {
		lookUp: (key) => answer(() => lookUp(inputs, key)),
		trace: (key) => answer(() => lookUp(inputs, key, true)),
		keys: () => answer(() => listKeys(inputs)),
		has: (key) => answer(() => hasKey(inputs, key)),
		texts,
	};
}

function isUnread(result: { readonly kind: string } | UnreadFile): result is UnreadFile {
	return result.kind === 'unread';
}

/** The limit of steps for all values of a set-up: many times what Metro's own configuration needs. */
const mostSteps = 300_000;

/**
 * Looks up many keys, one after the other. Once they exceed the limit of steps, the rest results in an
 * error that says so.
 */
export function boundedLookUp({ lookUp }: Pick<Resolver, 'lookUp'>): Resolver['lookUp'] {
	let left = mostSteps;
	return async (key) => {
		if (left <= 0)
			return { kind: 'answer', outcome: notResolved, laxMisses: [], reads: [], trace: [], steps: 0 };
		const lookup = await lookUp(key);
		left -= lookup.steps;
		return lookup;
	};
}

const notResolved: ValueOutcome = {
	kind: 'error',
	error: { type: 'Limit', message: 'not resolved: the values before it took too long', internal: true },
	place: undefined,
};
