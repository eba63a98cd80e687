/** Which keys the files of a set-up define. */
import type { ConfigLibrary } from '../configLibrary.ts';
import { fileIndex } from '../fileIndex.ts';

const keysOf = new WeakMap<ConfigLibrary, ReadonlySet<string>>();

/** The keys that files of the set-up define, gathered once. */
export function definedKeys(library: ConfigLibrary): ReadonlySet<string> {
	const known = keysOf.get(library);
	if (known !== undefined) return known;
	const keys = new Set<string>();
	for (const file of library.files.values()) {
		for (const key of fileIndex(file).definitions.keys()) keys.add(key);
	}
	keysOf.set(library, keys);
	return keys;
}
