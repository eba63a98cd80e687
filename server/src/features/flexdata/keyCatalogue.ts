/** The keys that completion can offer in a document, put in order once for each of its versions. */
import { isSubsequence } from '../../base/isSubsequence.ts';
import type { ParsedFile } from '../../flexdata/index.ts';
import { configKeys, isKnownTo, type MetroVersion } from '../../setup/configKeys.ts';
import type { ConfigLibrary } from '../../setup/configLibrary.ts';
import type { Evaluation } from '../../setup/evaluation.ts';
import { fileIndex } from '../../setup/fileIndex.ts';
import type { SettingsContext } from './settingsContext.ts';

/** How near a key is: defined in this file, defined in the set-up or given to the run, only known to Metro. */
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

/** Every key that is defined or known, the nearest first, and those that are equally near by name. */
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
 * The keys that can be meant by what was typed: those that begin with it first, then those that hold its letters in
 * their order; among both in the order they have.
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
		// Nearly every key falls out here: there can be ten thousands, and this runs with every letter that is typed.
		if (key === undefined || (key.letters & wanted) !== wanted) continue;
		if (key.lowerCase.startsWith(typed)) beginning.push(key);
		else if (holding.length < most && isSubsequence(key.lowerCase, typed)) holding.push(key);
	}
	return [...beginning, ...holding].slice(0, most);
}

/** Which letters a text has, as a set of 32 bits; some letters share one. */
function lettersOf(text: string): number {
	let letters = 0;
	for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
	return letters;
}
