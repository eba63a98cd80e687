/** The keys that completion can offer in a document, sorted once for each version. */
import { isSubsequence } from '../../../base/isSubsequence.ts';
import type { ParsedFile } from '../../../flexdata/index.ts';
import { configKeys, isKnownTo, type MetroVersion } from '../../../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../../../setup/configuration/configLibrary.ts';
import type { Evaluation } from '../../../setup/configuration/evaluation.ts';
import { fileIndex } from '../../../setup/configuration/fileIndex.ts';
import type { SettingsContext } from '../settingsContext.ts';

/** How close a key is: defined in this file, defined in the set-up or by an argument, or only known to Metro. */
export type Nearness = 0 | 1 | 2;

export interface CataloguedKey {
	readonly name: string;
	readonly lowerCase: string;
	/** As `lettersOf` has them. */
	readonly letters: number;
	readonly nearness: Nearness;
}

interface Catalogue {
	readonly library: ConfigLibrary;
	readonly evaluation: Evaluation | undefined;
	readonly version: MetroVersion;
	readonly keys: readonly CataloguedKey[];
}

const catalogues = new WeakMap<ParsedFile, Catalogue>();

/** Every key that is defined or known, the closest first, then by name. */
export function keyCatalogue(file: ParsedFile, context: SettingsContext): readonly CataloguedKey[] {
	const { library, evaluation, version } = context;
	const known = catalogues.get(file);
	if (known?.library === library && known.evaluation === evaluation && known.version === version)
		return known.keys;
	const nearness = new Map<string, Nearness>();
	const add = (name: string, near: Nearness): void => {
		if (name !== '' && !nearness.has(name)) nearness.set(name, near);
	};
	for (const name of fileIndex(file).definitions.keys()) add(name, 0);
	for (const other of library.files.values()) {
		for (const name of fileIndex(other).definitions.keys()) add(name, 1);
	}
	for (const name of evaluation?.given ?? []) add(name, 1);
	for (const key of configKeys.values()) if (isKnownTo(key, version)) add(key.name, 2);
	const keys = [...nearness]
		.map(([name, near]) => {
			const lowerCase = name.toLowerCase();
			return { name, lowerCase, letters: lettersOf(lowerCase), nearness: near };
		})
		.sort((a, b) => a.nearness - b.nearness || (a.name < b.name ? -1 : 1));
	catalogues.set(file, { library, evaluation, version, keys });
	return keys;
}

/**
 * The keys that match the typed text: first those that begin with it, then those that contain its letters in
 * order; otherwise their order is kept.
 * @param typed in lower case
 */
export function matchingKeys(
	keys: readonly CataloguedKey[],
	typed: string,
	most: number,
): readonly CataloguedKey[] {
	const wanted = lettersOf(typed);
	const beginning: CataloguedKey[] = [];
	const holding: CataloguedKey[] = [];
	for (let index = 0; index < keys.length && beginning.length < most; index++) {
		const key = keys[index];
		// This rejects most of possibly tens of thousands of keys, at every typed letter.
		if (key === undefined || (key.letters & wanted) !== wanted) continue;
		if (key.lowerCase.startsWith(typed)) beginning.push(key);
		else if (holding.length < most && isSubsequence(key.lowerCase, typed)) holding.push(key);
	}
	return [...beginning, ...holding].slice(0, most);
}

/** The letters of a text as a 32-bit set; some letters share a bit. */
function lettersOf(text: string): number {
	let letters = 0;
	for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
	return letters;
}
