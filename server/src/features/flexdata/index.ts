/** The features of Metro's configuration language. */
import type { Position } from 'vscode-languageserver-types';
import { inTurns } from '../../base/work.ts';
import { toOffset, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import type { LanguageFeatures } from '../languageFeatures.ts';
import { flexdataCallHierarchy, flexdataIncomingCalls, flexdataOutgoingCalls } from './callHierarchy.ts';
import { flexdataCodeActions } from './codeActions.ts';
import { flexdataCodeLenses, flexdataResolveCodeLens } from './codeLenses.ts';
import { flexdataCompletion, offersBehindSpace } from './completion/completion.ts';
import { flexdataResolveCompletion } from './completion/resolve.ts';
import { flexdataDiagnostics } from './diagnostics.ts';
import { flexdataPrepare } from './flexdataDocument.ts';
import { flexdataFolding } from './folding.ts';
import { flexdataFormatting } from './formatting.ts';
import { flexdataHover } from './hover/hover.ts';
import { flexdataInlayHints } from './inlayHints.ts';
import { flexdataLinks } from './links.ts';
import { flexdataDefinition, flexdataHighlights, flexdataReferences } from './navigation.ts';
import { flexdataPrepareRename, flexdataRename } from './rename.ts';
import { flexdataSelectionRange } from './selectionRanges.ts';
import { semanticTokensWork } from './semanticTokens.ts';
import type { SettingsContext } from './settingsContext.ts';
import { flexdataSignatureHelp } from './signatureHelp.ts';
import { symbolsWork } from './symbols.ts';
import { flexdataWorkspaceSymbols } from './workspaceSymbols.ts';

/** Provides the set-ups for features; requested each time. */
export interface SettingsContexts {
	/** For the file at `path`; `undefined` for a document that is not on disk. */
	of(path: string | undefined, signal: AbortSignal): Promise<SettingsContext>;
	/** The same after reading all files again: for features that edit files and must not miss other changes. */
	reread(path: string | undefined, signal: AbortSignal): Promise<SettingsContext>;
	/** The contexts of all set-ups. */
	all(signal: AbortSignal): Promise<readonly SettingsContext[]>;
	/** The path of a `file:` URI. */
	pathOf(uri: string): string | undefined;
}

export function flexdataFeatures(contexts: SettingsContexts): LanguageFeatures {
	/** A feature that needs the set-up of the document. */
	const inSetup =
		<T>(feature: (document: DocumentView, context: SettingsContext) => T | Promise<T>) =>
		async (document: DocumentView, signal: AbortSignal): Promise<T> =>
			feature(document, await contexts.of(document.path, signal));
	/** The same for a feature that takes a position. */
	const at =
		<T>(feature: (document: DocumentView, offset: number, context: SettingsContext) => T | Promise<T>) =>
		async (document: DocumentView, position: Position, signal: AbortSignal): Promise<T> =>
			feature(document, toOffset(document.lines, position), await contexts.of(document.path, signal));
	return {
		prepare: flexdataPrepare,
		diagnostics: async (document, signal) =>
			flexdataDiagnostics(document, await contexts.of(document.path, signal), signal),
		completion: at(flexdataCompletion),
		offersBehindSpace: (document, position) =>
			offersBehindSpace(document, toOffset(document.lines, position)),
		resolveCompletion: async (document, item, signal) =>
			flexdataResolveCompletion(item, await contexts.of(document.path, signal)),
		hover: at(flexdataHover),
		signatureHelp: (document, position) =>
			flexdataSignatureHelp(document, toOffset(document.lines, position)),
		codeActions: async (document, range, diagnostics, signal) =>
			flexdataCodeActions(
				document,
				toSpan(document.lines, range),
				diagnostics,
				await contexts.of(document.path, signal),
				signal,
			),
		definition: at(flexdataDefinition),
		references: async (document, position, signal, withDefinitions = true) =>
			flexdataReferences(
				document,
				toOffset(document.lines, position),
				withDefinitions,
				await contexts.of(document.path, signal),
			),
		documentHighlights: (document, position) =>
			flexdataHighlights(document, toOffset(document.lines, position)),
		prepareRename: at(flexdataPrepareRename),
		rename: async (document, position, name, signal) =>
			flexdataRename(
				document,
				toOffset(document.lines, position),
				name,
				await contexts.reread(document.path, signal),
			),
		documentLinks: inSetup(flexdataLinks),
		documentSymbols: (document, signal) => inTurns(symbolsWork(document), signal),
		workspaceSymbols: async (query, signal) =>
			(await contexts.all(signal)).flatMap((context) => flexdataWorkspaceSymbols(query, context)),
		prepareCallHierarchy: at(flexdataCallHierarchy),
		incomingCalls: async (item, signal) =>
			flexdataIncomingCalls(item, await contexts.of(contexts.pathOf(item.uri), signal)),
		outgoingCalls: async (item, signal) =>
			flexdataOutgoingCalls(item, await contexts.of(contexts.pathOf(item.uri), signal)),
		foldingRanges: flexdataFolding,
		selectionRanges: (document, positions) =>
			positions.map((position) => flexdataSelectionRange(document, toOffset(document.lines, position))),
		codeLenses: inSetup(flexdataCodeLenses),
		resolveCodeLens: async (document, lens, signal) =>
			flexdataResolveCodeLens(document, lens, await contexts.of(document.path, signal)),
		inlayHints: async (document, range, signal) =>
			flexdataInlayHints(document, toSpan(document.lines, range), await contexts.of(document.path, signal)),
		semanticTokens: async (document, range, signal) =>
			inTurns(
				semanticTokensWork(
					document,
					await contexts.of(document.path, signal),
					range && toSpan(document.lines, range),
				),
				signal,
			),
		formatsWhileTyping: true,
		formatting: (document, range) => flexdataFormatting(document, range && toSpan(document.lines, range)),
	};
}
