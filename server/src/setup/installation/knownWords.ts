/** The words that a key's value may consist of: from the installation, or without one from what Metro ships. */
import { allowedWords, type MetroVersion } from '../configuration/configKeys.ts';
import type { ConfigLibrary } from '../configuration/configLibrary.ts';
import { fileIndex } from '../configuration/fileIndex.ts';
import { installedWords } from './installedWords.ts';

export interface KnownWords {
	/** All words that are known, the installation's own first. */
	readonly words: readonly string[];
	/**
	 * `closed`: the installation accepts no others. `open`: it knows these and may accept others. `shipped`: it does not say, or
	 * there is none; these are what Metro's own versions had.
	 */
	readonly source: 'closed' | 'open' | 'shipped';
}

/** `undefined` if anything goes. */
export function knownWords(
	key: string,
	version: MetroVersion,
	library: ConfigLibrary | undefined,
	about: 'value' | 'condition' = 'value',
): KnownWords | undefined {
	const shipped = allowedWords(key, version)?.map(({ word }) => word);
	if (shipped === undefined) return undefined;
	const installed = library?.complete === true ? installedWords(library).get(key) : undefined;
	if (library === undefined || installed === undefined) return { words: shipped, source: 'shipped' };
	// A condition does not make its own word known, but a value in a file does.
	const more = about === 'value' ? installed.asked : givenWords(library, key);
	const words = [...new Set([...installed.words, ...more])].sort();
	return installed.closed
		? { words, source: 'closed' }
		: { words: [...new Set([...words, ...shipped])], source: 'open' };
}

/** The words of all plain values of a key in files. */
function givenWords({ files }: ConfigLibrary, key: string): string[] {
	return [...files.values()].flatMap((file) =>
		(fileIndex(file).definitions.get(key) ?? []).flatMap((element) =>
			element.kind === 'element' ? element.value.text.split(/\s+/) : [],
		),
	);
}
