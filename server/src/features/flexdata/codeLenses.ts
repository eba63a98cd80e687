/** Above a file who collects it, above a key how often it is used. */
import type { CodeLens, Location } from 'vscode-languageserver-types';
import { append } from '../../base/multiMap.ts';
import { baseNameOf } from '../../base/posixPath.ts';
import { placeOf } from '../../metro/check/checkKeys.ts';
import { contextTitle } from '../../metro/evaluationContext.ts';
import { fileIndex } from '../../metro/fileIndex.ts';
import { toPosition, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { collectors } from './collectTargets.ts';
import { parsedFile } from './flexdataDocument.ts';
import { filesWith, linesOf, locationOf, type SettingsContext } from './settingsContext.ts';

/** What an editor that can show a list of places does when a lens is chosen: URI, position, places. */
const showPlacesCommand = 'metro.showReferences';

/** Lenses on more keys than this would only slow the editor down. */
const mostKeys = 2000;

export function flexdataCodeLenses(document: DocumentView, context: SettingsContext): CodeLens[] {
	const file = parsedFile(document);
	return [...collectorLens(document, context), ...keyLenses()];

	function keyLenses(): CodeLens[] {
		const { definitions } = fileIndex(file);
		if (definitions.size > mostKeys) return [];
		const places = new Map<string, Location[]>();
		for (const { uri, file: other } of filesWith(document, context)) {
			for (const [key, uses] of fileIndex(other).uses) {
				if (!definitions.has(key)) continue;
				for (const { span } of uses) append(places, key, { uri, range: toRange(linesOf(other), span) });
			}
		}
		return [...definitions].flatMap(([key, elements]) => {
			const found = places.get(key);
			if (found === undefined) return [];
			const title = found.length === 1 ? '1 use' : `${found.length} uses`;
			return elements.map((element) => lens(document, placeOf(element), title, found));
		});
	}
}

function collectorLens(document: DocumentView, context: SettingsContext): CodeLens[] {
	const { library, evaluation } = context;
	if (document.path === undefined || evaluation === undefined) return [];
	const path = library.canonical(document.path);
	if (!library.files.has(path) || path.endsWith('/.metro')) return [];
	const found = collectors(context, [path]);
	const places = found.flatMap(({ path: from, node }) => locationOf(context, from, node.path.span) ?? []);
	const names = [...new Set(found.map(({ path: from }) => baseNameOf(from)))];
	const by = names.length === 1 ? names[0] : `${names.length} files`;
	const isCollected = evaluation.collected.has(path);
	const title = isCollected
		? `Collected by ${by}`
		: `Not collected for ${contextTitle(evaluation.context)}${names.length > 0 ? `; can be by ${by}` : ''}`;
	return [lens(document, { start: 0, end: 0 }, title, places)];
}

function lens(
	document: DocumentView,
	span: { readonly start: number; readonly end: number },
	title: string,
	places: readonly Location[],
): CodeLens {
	const position = toPosition(document.lines, span.start);
	return {
		range: toRange(document.lines, span),
		command: { title, command: showPlacesCommand, arguments: [document.uri, position, places] },
	};
}
