/** The values that an installation's files and scripts know for a key, from the targets of collects and from comparisons. */
import { memoizeWeak } from '../../base/memoize.ts';
import { type ParsedFile, statedCondition } from '../../flexdata/index.ts';
import type { ConfigLibrary } from '../configuration/configLibrary.ts';
import { fileIndex } from '../configuration/fileIndex.ts';
import { staticCollectPath } from '../configuration/staticCollectPath.ts';
import { literalsIn, type ScriptWords, wordsInPython, wordsInShell } from './scriptWords.ts';

export interface InstalledWords {
	/** Words that files are named for, or that scripts compare the key with. */
	readonly words: ReadonlySet<string>;
	/** Words that conditions ask for. */
	readonly asked: ReadonlySet<string>;
	/** True if no other value works: there is no file for it, or every script refuses or ignores it. */
	readonly closed: boolean;
}

/** By key; keys without any information are missing. */
export const installedWords = memoizeWeak((library: ConfigLibrary): ReadonlyMap<string, InstalledWords> => {
	const words = new Map<string, Set<string>>();
	const asked = new Map<string, Set<string>>();
	const closed = new Set<string>();
	const put = (to: Map<string, Set<string>>, key: string, word: string): void => {
		to.set(key, (to.get(key) ?? new Set()).add(word));
	};
	const add = (key: string, word: string): void => put(words, key, word);
	for (const [path, file] of library.files) {
		for (const [key, word] of namedByCollects(file, path, library.paths)) {
			add(key, word);
			closed.add(key);
		}
		const shell = shellWords(file);
		for (const { key, word } of shell.compared) add(key, word);
		for (const key of shell.closed) closed.add(key);
		for (const node of file.nodes) {
			const [key, operator, ...values] = statedCondition(node)?.words ?? [];
			if (key !== undefined && operator !== undefined)
				for (const { text } of values) put(asked, key.text, text);
		}
	}
	for (const [path, text] of library.scripts) {
		for (const { key, word } of wordsInPython(text)) {
			add(key, word);
			if (word !== '' && isOnlyRead(library, key) && key.startsWith('metro/options')) closed.add(key);
		}
		// `"metro/options/" + class`: all that the module names may be an option.
		if (/["']metro\/options\/["']\s*\+/.test(text)) {
			for (const word of literalsIn(text)) add('metro/options/stage', word);
			closed.add('metro/options/stage');
		}
		const targetClass = /\/modules\/targets\/([a-z]\w*)\.py$/.exec(path)?.[1];
		if (targetClass !== undefined && targetClass !== 'base') add('target/class', targetClass);
	}
	return new Map(
		[...new Set([...words.keys(), ...asked.keys()])].map((key) => [
			key,
			{ words: words.get(key) ?? none, asked: asked.get(key) ?? none, closed: closed.has(key) },
		]),
	);
});

const none: ReadonlySet<string> = new Set();

/** What a file's shell compares keys with, once for each parse. */
const shellWords = memoizeWeak((file: ParsedFile): ScriptWords => wordsInShell(file.text));

/** True if no configuration file refers to the key, so that only the program reads it. */
function isOnlyRead({ files }: ConfigLibrary, key: string): boolean {
	return [...files.values()].every((file) => !fileIndex(file).uses.has(key));
}

/** At most this many collects of one file are followed; no real file has a tenth of them. */
const mostCollects = 300;

/** The values that references in a file's collect paths may have, according to the existing files. */
function namedByCollects(
	file: ParsedFile,
	from: string,
	paths: readonly string[],
): (readonly [key: string, word: string])[] {
	return fileIndex(file)
		.collects.slice(0, mostCollects)
		.flatMap((node) => {
			const references = node.path.parts.filter((part) => part.kind !== 'text');
			const pieces = staticCollectPath(node, from, undefined);
			if (references.length === 0 || pieces.length !== references.length + 1 || pieces[0] === '') return [];
			const pattern = new RegExp(`^${pieces.map(escaped).join('([^/]+)')}$`);
			return paths.flatMap((path) => {
				const values = pattern.exec(path)?.slice(1) ?? [];
				return values.flatMap((word, at) => {
					const part = references[at];
					return part?.kind === 'reference' && part.scope === 'global' ? [[part.name, word] as const] : [];
				});
			});
		});
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
