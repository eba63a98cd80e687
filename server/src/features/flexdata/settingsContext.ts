/** What features need to know about the set-up of a configuration file. */
import type { Location } from 'vscode-languageserver-types';
import { LineIndex } from '../../base/lineIndex.ts';
import { memoizeWeak } from '../../base/memoize.ts';
import { nameBelow } from '../../base/posixPath.ts';
import type { Span } from '../../base/span.ts';
import { definitionInForce, type Element, type ParsedFile, type ValueOutcome } from '../../flexdata/index.ts';
import type { MetroVersion } from '../../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../../setup/configuration/configLibrary.ts';
import type { Evaluation } from '../../setup/configuration/evaluation.ts';
import type { KindOfName } from '../../setup/installation/namedFiles.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';

export interface SettingsContext {
	/** The version of Metro whose rules apply. */
	readonly version: MetroVersion;
	/** `path/install`, where the set-up says so. */
	readonly install: string | undefined;
	/** All files of the set-up, open ones as they are in the editor. */
	readonly library: ConfigLibrary;
	/** The evaluated run of Metro; `undefined` for a file without a set-up. */
	readonly evaluation: Evaluation | undefined;
	/** True if `.buildbot` asks for that run here. */
	readonly isPlanned: boolean;
	/** Every place in the set-up's `.buildbot` that has one of these names. */
	namedInBuildbot(names: readonly KindOfName[]): Promise<readonly Location[]>;
	/** The editor's URI for a file. */
	uriOf(path: string): string;
	/** True if there is a regular file at this absolute path now, in the set-up or elsewhere. */
	isFile(path: string): Promise<boolean>;
	/** URI of the page about problems, if installed. */
	readonly problemsPage: string | undefined;
}

/** The lines of a parsed file, computed once. */
export const linesOf = memoizeWeak((file: ParsedFile) => new LineIndex(file.text));

/** A span in a file of the set-up as a location; `undefined` if the file is not known. */
export function locationOf(context: SettingsContext, path: string, span: Span): Location | undefined {
	const real = context.library.canonical(path);
	const file = context.library.files.get(real);
	if (file === undefined) return undefined;
	return { uri: context.uriOf(real), range: toRange(linesOf(file), span) };
}

/** The name of a file in texts: relative to the installation, else its absolute path; `.metro` keeps its own name. */
export function nameOf({ install }: SettingsContext, path: string): string {
	const installed = install === undefined ? undefined : nameBelow(path, install);
	return installed ?? (path.endsWith('/.metro') ? '.metro' : path);
}

/** True if Metro goes by this very definition, which stands in the file at `path`, in the evaluated run. */
export function isInForce({ evaluation, library }: SettingsContext, path: string, element: Element): boolean {
	if (evaluation === undefined) return false;
	const origin = definitionInForce(evaluation.collection, element.key)?.origin;
	return (
		origin?.kind === 'file' &&
		library.canonical(origin.path) === library.canonical(path) &&
		origin.element.nameSpan.start === element.nameSpan.start
	);
}

/** A file of a set-up; its URI is computed on demand. */
export interface PlacedFile {
	readonly path: string | undefined;
	readonly file: ParsedFile;
	uri(): string;
}

/** Every file of the set-up, the document among them even if the set-up does not know it. */
export function filesWith(document: DocumentView, { library, uriOf }: SettingsContext): PlacedFile[] {
	const here = document.path === undefined ? undefined : library.canonical(document.path);
	const others = [...library.files]
		.filter(([path]) => path !== here)
		.map(([path, file]) => ({ uri: () => uriOf(path), path, file }));
	return [{ uri: () => document.uri, path: here, file: parsedFile(document) }, ...others];
}

/** The value of a key in the evaluated run; `undefined` if there is no run, or the key is not defined. */
export async function resolved(context: SettingsContext, key: string): Promise<ValueOutcome | undefined> {
	const { evaluation } = context;
	if (evaluation === undefined || key === '') return undefined;
	const { plain, conditional } = evaluation.collection;
	if (!plain.has(key) && !conditional.has(key)) return undefined;
	return (await evaluation.resolver.lookUp(key)).outcome;
}
