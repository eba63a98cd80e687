/** Code lenses: the collectors of a file, and the number of uses of a key. They are counted when a lens becomes visible. */

import type { CodeLens, Location } from 'vscode-languageserver-types';
import { withCount } from '../../base/phrases.ts';
import { baseNameOf } from '../../base/posixPath.ts';
import type { Span } from '../../base/span.ts';
import { placeOf } from '../../flexdata/index.ts';
import { fileIndex } from '../../setup/configuration/fileIndex.ts';
import { contextTitle } from '../../setup/configuration/runContext.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { namesOfFile } from './buildbotNames.ts';
import { collectors, collectorsInRun } from './collectTargets.ts';
import { parsedFile } from './flexdataDocument.ts';
import { usesOf } from './navigation.ts';
import { filesWith, locationOf, type SettingsContext } from './settingsContext.ts';

/** The command that shows a list of places when a lens is chosen: URI, position, places. */
const showPlacesCommand = 'metro.showReferences';

/** More lenses than this would slow the editor down. */
const mostKeys = 2000;

/** The data for resolving a lens: its document and its key; without a key, it is about the file: its collectors, or its names in `.buildbot`. */
interface LensData {
	readonly uri: string;
	readonly key?: string;
	readonly isNamed?: true;
}

/** The places of the lenses, without their texts. */
export async function flexdataCodeLenses(
	document: DocumentView,
	context: SettingsContext,
): Promise<CodeLens[]> {
	const { uri } = document;
	const lens = (span: Span, data: LensData): CodeLens => ({ range: toRange(document.lines, span), data });
	const { definitions } = fileIndex(parsedFile(document));
	const named = await context.namedInBuildbot(namesOfFile(document, context));
	const top = { start: 0, end: 0 };
	return [
		...(named.length > 0 ? [lens(top, { uri, isNamed: true })] : []),
		...(hasFileLens(document, context) ? [lens(top, { uri })] : []),
		...usedKeys(document, context, definitions).flatMap((key) =>
			(definitions.get(key) ?? []).map((element) => lens(placeOf(element), { uri, key })),
		),
	];
}

/** Fills in the text of a lens, and the places that it leads to. */
export async function flexdataResolveCodeLens(
	document: DocumentView,
	lens: CodeLens,
	context: SettingsContext,
): Promise<CodeLens> {
	const { key, isNamed } = lens.data as LensData;
	const { title, places } =
		key !== undefined
			? howOftenUsed(document, key, context)
			: isNamed === true
				? await whereNamedInBuildbot(document, context)
				: whoCollects(document, context);
	const command = {
		title,
		command: showPlacesCommand,
		arguments: [document.uri, lens.range.start, places],
	};
	return { ...lens, command };
}

/** The lenses of keys that some file refers to; none if there are too many. */
function usedKeys(
	document: DocumentView,
	context: SettingsContext,
	wanted: ReadonlyMap<string, unknown>,
): readonly string[] {
	if (wanted.size > mostKeys) return [];
	const used = new Set<string>();
	for (const { file } of filesWith(document, context)) {
		for (const key of fileIndex(file).uses.keys()) if (wanted.has(key)) used.add(key);
	}
	return [...used];
}

interface Said {
	readonly title: string;
	readonly places: readonly Location[];
}

function howOftenUsed(document: DocumentView, key: string, context: SettingsContext): Said {
	const places = usesOf(document, key, context);
	return { title: withCount(places.length, 'use'), places };
}

async function whereNamedInBuildbot(document: DocumentView, context: SettingsContext): Promise<Said> {
	const places = await context.namedInBuildbot(namesOfFile(document, context));
	const { length } = places;
	return { title: `Named in .buildbot ${length === 1 ? 'once' : `at ${length} places`}`, places };
}

function hasFileLens({ path }: DocumentView, { library, evaluation }: SettingsContext): boolean {
	if (path === undefined || evaluation === undefined) return false;
	return library.files.has(library.canonical(path)) && !path.endsWith('/.metro');
}

function whoCollects({ path = '' }: DocumentView, context: SettingsContext): Said {
	const { library, evaluation } = context;
	const here = library.canonical(path);
	const isCollected = evaluation?.collected.has(here) === true;
	const found = isCollected ? collectorsInRun(context, here) : collectors(context, [here]);
	const places = found.flatMap(({ path: from, node }) => locationOf(context, from, node.path.span) ?? []);
	const names = [...new Set(found.map(({ path: from }) => baseNameOf(from)))];
	const by = names.length === 1 ? names[0] : `${names.length} files`;
	if (isCollected || evaluation === undefined) return { title: `Collected by ${by}`, places };
	const other = names.length > 0 ? `; it can be by ${by}` : '';
	return { title: `Not collected for ${contextTitle(evaluation.context)}${other}`, places };
}
