/** What `.buildbot` calls a configuration file, or a word in one: a build, an arch, a subarch, a mode or a target. */
import { memoizeWeak } from '../../base/memoize.ts';
import { type Span, touches } from '../../base/span.ts';
import { wordsOf } from '../../check/checkWords.ts';
import { nodeAt, statedCondition } from '../../flexdata/index.ts';
import type { ConfigLibrary } from '../../setup/configuration/configLibrary.ts';
import { kindNamedBy } from '../../setup/installation/installedNames.ts';
import { type KindOfName, type NamedFiles, namedFilesIn } from '../../setup/installation/namedFiles.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

const filesOfLibrary = memoizeWeak((library: ConfigLibrary) => {
	let known: { readonly install: string; readonly files: NamedFiles } | undefined;
	return (install: string): NamedFiles => {
		if (known?.install !== install)
			known = { install, files: namedFilesIn(install, library.paths, library.canonical) };
		return known.files;
	};
});

/** The names that the file itself has by its path; none outside the installation. */
export function namesOfFile(
	{ path }: DocumentView,
	{ install, library }: SettingsContext,
): readonly KindOfName[] {
	if (path === undefined || install === undefined) return [];
	return filesOfLibrary(library)(install).at(library.canonical(path));
}

/** The files of the installation that have a name, absolute. */
export function filesWithName(name: KindOfName, { install, library }: SettingsContext): readonly string[] {
	return install === undefined ? [] : filesOfLibrary(library)(install).of(name);
}

/** The word at `offset` that is a name: in the value of a key such as `target/build`, or in a condition about one. */
export function nameInText(document: DocumentView, offset: number): KindOfName | undefined {
	const file = parsedFile(document);
	const node = nodeAt(file, offset);
	if (node === undefined) return undefined;
	if (node.kind === 'element') return nameOfWord(node.key, wordsOf(file, node.value), offset);
	const [key, _operator, ...words] = statedCondition(node)?.words ?? [];
	return key && nameOfWord(key.text, words, offset);
}

function nameOfWord(
	key: string,
	words: readonly { readonly text: string; readonly span: Span }[],
	offset: number,
): KindOfName | undefined {
	const kind = kindNamedBy(key);
	const name = kind && words.find(({ span }) => touches(span, offset))?.text;
	return kind === undefined || name === undefined || name.includes('$[') ? undefined : { kind, name };
}

/** The name in the text at `offset`; where there is none, the names of the file. */
export function namesAt(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): readonly KindOfName[] {
	const name = nameInText(document, offset);
	return name === undefined ? namesOfFile(document, context) : [name];
}
