/** Navigation from a name: definition, references, highlights. */
import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import { type ParsedFile, placeOf } from '../../flexdata/index.ts';
import { fileIndex } from '../../setup/configuration/fileIndex.ts';
import { topOfFile, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { filesWithName, nameInText, namesAt } from './buildbotNames.ts';
import { collectors, collectTargets } from './collectTargets.ts';
import { fileRead } from './fileRead.ts';
import { parsedFile } from './flexdataDocument.ts';
import { filesWith, linesOf, locationOf, type SettingsContext } from './settingsContext.ts';
import { type ConfigSymbol, symbolAt } from './symbolAt.ts';

/** Where the symbol at `offset` comes from. */
export async function flexdataDefinition(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): Promise<Location[]> {
	const symbol = symbolAt(parsedFile(document), offset);
	switch (symbol?.kind) {
		case 'definition':
		case 'use':
			return definitionsOf(document, symbol.key, context);
		case 'section':
			return sectionPlaces(document, symbol.name, context);
		case 'collect':
			return document.path === undefined
				? []
				: collectTargets(context, document.path, symbol.node).map((path) => ({
						uri: context.uriOf(path),
						range: topOfFile,
					}));
		case 'file': {
			const read = document.path && (await fileRead(context, document.path, symbol.element.key, symbol.span));
			return read && !read.failed ? [{ uri: context.uriOf(read.path), range: topOfFile }] : [];
		}
		case undefined: {
			const name = nameInText(document, offset);
			const files = name === undefined ? [] : filesWithName(name, context);
			return files.map((path) => ({ uri: context.uriOf(path), range: topOfFile }));
		}
	}
}

/** The definitions of a key in force in this run; if there are none, all of them. */
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

/**
 * Every place of the set-up that names the symbol at `offset`. Where there is none, the places in `.buildbot` that have the name there,
 * or the name of this file.
 */
export async function flexdataReferences(
	document: DocumentView,
	offset: number,
	withDefinitions: boolean,
	context: SettingsContext,
): Promise<readonly Location[]> {
	const symbol = symbolAt(parsedFile(document), offset);
	switch (symbol?.kind) {
		case 'definition':
		case 'use':
			return [
				...(withDefinitions ? allDefinitions(document, symbol.key, context) : []),
				...usesOf(document, symbol.key, context),
			];
		case 'section':
			return sectionPlaces(document, symbol.name, context);
		case 'collect':
			return document.path === undefined
				? []
				: collectors(context, collectTargets(context, document.path, symbol.node)).flatMap(
						({ path, node }) => locationOf(context, path, node.path.span) ?? [],
					);
		case 'file':
			return [];
		case undefined:
			return context.namedInBuildbot(namesAt(document, offset, context));
	}
}

/** The places where the set-up refers to a key. */
export function usesOf(document: DocumentView, key: string, context: SettingsContext): Location[] {
	return filesWith(document, context).flatMap(({ uri, file }) =>
		(fileIndex(file).uses.get(key) ?? []).map(({ span }) => ({
			uri: uri(),
			range: toRange(linesOf(file), span),
		})),
	);
}

/** The places in this file that name the symbol at `offset`. */
export function flexdataHighlights(document: DocumentView, offset: number): DocumentHighlight[] {
	const file = parsedFile(document);
	const symbol = symbolAt(file, offset);
	const mark = (span: Span, kind: DocumentHighlightKind): DocumentHighlight => ({
		range: toRange(document.lines, span),
		kind,
	});
	if (symbol?.kind === 'section') {
		return sectionsIn(file, symbol.name).map((span) => mark(span, DocumentHighlightKind.Text));
	}
	const key = keyOf(symbol);
	if (key === undefined) return [];
	const { definitions, uses } = fileIndex(file);
	return [
		...(definitions.get(key) ?? []).map((element) => mark(placeOf(element), DocumentHighlightKind.Write)),
		...(uses.get(key) ?? []).map(({ span }) => mark(span, DocumentHighlightKind.Read)),
	];
}

function keyOf(symbol: ConfigSymbol | undefined): string | undefined {
	return symbol?.kind === 'definition' || symbol?.kind === 'use' ? symbol.key : undefined;
}
