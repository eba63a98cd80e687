/** Which keys the files of a set-up define. */
import { oncePer } from '../../base/once.ts';
import type { ConfigLibrary } from '../configLibrary.ts';
import { fileIndex } from '../fileIndex.ts';

/** The keys that files of the set-up define, gathered once. */
export const definedKeys = oncePer((library: ConfigLibrary): ReadonlySet<string> => {
	const keys = new Set<string>();
	for (const file of library.files.values()) {
		for (const key of fileIndex(file).definitions.keys()) keys.add(key);
	}
	return keys;
});
