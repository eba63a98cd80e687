/** The keys that the files of a set-up define and refer to, collected once for all checks. */
import { pushAll } from '../base/collections.ts';
import { memoizeWeak } from '../base/memoize.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { fileIndex } from '../setup/configuration/fileIndex.ts';

/** The keys that files of the set-up define. */
export const definedKeys = memoizeWeak((library: ConfigLibrary): ReadonlySet<string> => {
	const keys = new Set<string>();
	for (const file of library.files.values()) {
		for (const key of fileIndex(file).definitions.keys()) keys.add(key);
	}
	return keys;
});

export interface UsedKeys {
	readonly keys: ReadonlySet<string>;
	/** Prefixes of names that references compose. */
	readonly prefixes: readonly string[];
}

/** The keys that files of the set-up refer to. */
export const usedKeys = memoizeWeak((library: ConfigLibrary): UsedKeys => {
	const keys = new Set<string>();
	const prefixes: string[] = [];
	for (const file of library.files.values()) {
		const { uses, computedPrefixes } = fileIndex(file);
		for (const key of uses.keys()) keys.add(key);
		pushAll(prefixes, computedPrefixes);
	}
	return { keys, prefixes };
});
