/** Above a file who collects it, above a key how often it is used. */
import type { CodeLens, Location } from 'vscode-languageserver-types';
import { baseNameOf } from '../../base/posixPath.ts';
import { placeOf } from '../../metro/check/checkKeys.ts';
import { contextTitle } from '../../metro/evaluationContext.ts';
import { fileIndex } from '../../metro/fileIndex.ts';
import { toPosition, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { collectors } from './collectTargets.ts';
import { parsedFile } from './flexdataDocument.ts';
import { usesOf } from './navigation.ts';
import { filesWith, locationOf, type SettingsContext } from './settingsContext.ts';

/** What an editor that can show a list of places does when a lens is chosen: URI, position, places. */
export const showPlacesCommand = 'metro.showReferences';

/** Lenses on more keys than this would only slow the editor down. */
const mostKeys = 2000;

export function flexdataCodeLenses(document: DocumentView, context: SettingsContext): CodeLens[] {
	const file = parsedFile(document);
	return [...collectorLens(document, context), ...keyLenses()];

	function keyLenses(): CodeLens[] {
		const { definitions } = fileIndex(file);
		if (definitions.size > mostKeys) return [];
		const counts = new Map<string, number>();
		for (const { file: other } of filesWith(document, context)) {
			const { uses } = fileIndex(other);
			for (const key of definitions.keys()) {
				const found = uses.get(key)?.length ?? 0;
				if (found > 0) counts.set(key, (counts.get(key) ?? 0) + found);
			}
		}
		return [...definitions].flatMap(([key, elements]) => {
			const count = counts.get(key) ?? 0;
			if (count === 0) return [];
			const title = count === 1 ? '1 use' : `${count} uses`;
			return elements.map((element) =>
				lens(document, placeOf(element), title, usesOf(document, key, context)),
			);
		});
	}
}

function collectorLens(document: DocumentView, context: SettingsContext): CodeLens[] {
	const { library, evaluation } = context;
	if (document.path === undefined || evaluation === undefined) return [];
	const path = library.canonical(document.path);
	if (!library.files.has(path) || path.endsWith('/.metro')) return [];
	const found = collectors(context, path);
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
