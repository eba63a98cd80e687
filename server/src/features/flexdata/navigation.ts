/** From a name to where it is defined and used: definition, references, highlights. */
import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import { type ParsedFile, placeOf } from '../../flexdata/index.ts';
import { fileIndex } from '../../setup/fileIndex.ts';
import { topOfFile, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { collectors, collectTargets } from './collectTargets.ts';
import { fileRead } from './fileRead.ts';
import { parsedFile } from './flexdataDocument.ts';
import { filesWith, linesOf, locationOf, type SettingsContext } from './settingsContext.ts';
import { type Thing, thingAt } from './thing.ts';

/** Where the thing at `offset` comes from. */
export async function flexdataDefinition(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): Promise<Location[]> {
	const thing = thingAt(parsedFile(document), offset);
	switch (thing?.kind) {
		case 'definition':
		case 'use':
			return definitionsOf(document, thing.key, context);
		case 'section':
			return sectionPlaces(document, thing.name, context);
		case 'collect':
			return document.path === undefined
				? []
				: collectTargets(context, document.path, thing.node).map((path) => ({
						uri: context.uriOf(path),
						range: topOfFile,
					}));
		case 'file': {
			const read = document.path && (await fileRead(context, document.path, thing.element.key, thing.span));
			return read && !read.failed ? [{ uri: context.uriOf(read.path), range: topOfFile }] : [];
		}
		case undefined:
			return [];
	}
}

/** The definitions of a key that are in force in this run; if there are none, all that there are. */
function definitionsOf(document: DocumentView, key: string, context: SettingsContext): Location[] {
	const { evaluation } = context;
	const inForce = [
		...(evaluation?.collection.conditional.get(key)?.values() ?? []),
		evaluation?.collection.plain.get(key),
	].flatMap((definition) => {
		if (definition?.origin.kind !== 'file') return [];
		const location = locationOf(context, definition.origin.path, placeOf(definition.origin.element));
		return location === undefined ? [] : [location];
	});
	return inForce.length > 0 ? inForce : allDefinitions(document, key, context);
}

function allDefinitions(document: DocumentView, key: string, context: SettingsContext): Location[] {
	return filesWith(document, context).flatMap(({ uri, file }) =>
		(fileIndex(file).definitions.get(key) ?? []).map((element) => ({
			uri: uri(),
			range: toRange(linesOf(file), placeOf(element)),
		})),
	);
}

function sectionPlaces(document: DocumentView, name: string, context: SettingsContext): Location[] {
	return filesWith(document, context).flatMap(({ uri, file }) =>
		sectionsIn(file, name).map((span) => ({ uri: uri(), range: toRange(linesOf(file), span) })),
	);
}

function sectionsIn(file: ParsedFile, name: string): Span[] {
	return file.nodes.flatMap((node) =>
		node.kind === 'annotation' && node.annotation === 'section' && node.name.text === name
			? [node.name.span]
			: [],
	);
}

/** Every place of the set-up that names the thing at `offset`. */
export function flexdataReferences(
	document: DocumentView,
	offset: number,
	withDefinitions: boolean,
	context: SettingsContext,
): Location[] {
	const thing = thingAt(parsedFile(document), offset);
	switch (thing?.kind) {
		case 'definition':
		case 'use':
			return [
				...(withDefinitions ? allDefinitions(document, thing.key, context) : []),
				...usesOf(document, thing.key, context),
			];
		case 'section':
			return sectionPlaces(document, thing.name, context);
		case 'collect':
			return document.path === undefined
				? []
				: collectors(context, collectTargets(context, document.path, thing.node)).flatMap(
						({ path, node }) => locationOf(context, path, node.path.span) ?? [],
					);
		default:
			return [];
	}
}

/** Where the set-up refers to a key. */
export function usesOf(document: DocumentView, key: string, context: SettingsContext): Location[] {
	return filesWith(document, context).flatMap(({ uri, file }) =>
		(fileIndex(file).uses.get(key) ?? []).map(({ span }) => ({
			uri: uri(),
			range: toRange(linesOf(file), span),
		})),
	);
}

/** The places in this file that name the thing at `offset`. */
export function flexdataHighlights(document: DocumentView, offset: number): DocumentHighlight[] {
	const file = parsedFile(document);
	const thing = thingAt(file, offset);
	const mark = (span: Span, kind: DocumentHighlightKind): DocumentHighlight => ({
		range: toRange(document.lines, span),
		kind,
	});
	if (thing?.kind === 'section') {
		return sectionsIn(file, thing.name).map((span) => mark(span, DocumentHighlightKind.Text));
	}
	const key = keyOf(thing);
	if (key === undefined) return [];
	const { definitions, uses } = fileIndex(file);
	return [
		...(definitions.get(key) ?? []).map((element) => mark(placeOf(element), DocumentHighlightKind.Write)),
		...(uses.get(key) ?? []).map(({ span }) => mark(span, DocumentHighlightKind.Read)),
	];
}

function keyOf(thing: Thing | undefined): string | undefined {
	return thing?.kind === 'definition' || thing?.kind === 'use' ? thing.key : undefined;
}
