/** The requests about text: each is decoded, given to the document's language, and its answer sent back as it is. */
import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { CancelSignal } from '../base/cancel.ts';
import type { DocumentView } from '../features/documentView.ts';
import { type LanguageFeatures, languageOf, type MetroLanguage } from '../features/languageFeatures.ts';
import type { OpenDocuments } from './documents.ts';
import { handled, type Log } from './handle.ts';

export type Languages = Readonly<Record<MetroLanguage, LanguageFeatures>>;

/** What the server can do, read off what its languages have. */
export function languageCapabilities(languages: Languages): ServerCapabilities {
	const has = (verb: keyof LanguageFeatures): boolean =>
		Object.values(languages).some((features) => features[verb] !== undefined);
	return {
		...(has('completion') && {
			completionProvider: { triggerCharacters: ['"', "'", '/', '[', ':', '$', '.'] },
		}),
		...(has('hover') && { hoverProvider: true }),
		...(has('codeActions') && {
			codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
		}),
		...(has('definition') && { definitionProvider: true }),
		...(has('references') && { referencesProvider: true }),
		...(has('documentSymbols') && { documentSymbolProvider: true }),
		...(has('foldingRanges') && { foldingRangeProvider: true }),
		...(has('inlayHints') && { inlayHintProvider: true }),
	};
}

/** Registers a handler for each verb that some language has. */
export function registerLanguageRequests(
	connection: Connection,
	documents: OpenDocuments,
	languages: Languages,
	log: Log,
): void {
	/** A handler for one verb: finds the document and its language, answers `empty` where there is none. */
	const on = <Params extends { textDocument: { uri: string } }, Result>(
		name: string,
		empty: Result,
		ask: (
			features: LanguageFeatures,
			document: DocumentView,
			params: Params,
			signal: CancelSignal,
		) => Result | undefined | Promise<Result | undefined>,
	) =>
		handled<Params, Result>(name, log, empty, async (params, signal) => {
			const open = documents.get(params.textDocument.uri);
			const language = open && languageOf(open.languageId, open.view.uri);
			if (open === undefined || language === undefined) return empty;
			return (await ask(languages[language], open.view, params, signal)) ?? empty;
		});

	connection.onCompletion(
		on('completion', [], (features, document, params, signal) =>
			features.completion?.(document, params.position, signal),
		),
	);
	connection.onHover(
		on('hover', null, (features, document, params, signal) =>
			features.hover?.(document, params.position, signal),
		),
	);
	connection.onCodeAction(
		on('codeAction', [], (features, document, params, signal) =>
			features.codeActions?.(document, params.range, params.context.diagnostics, signal),
		),
	);
	connection.onDefinition(
		on('definition', null, (features, document, params, signal) =>
			features.definition?.(document, params.position, signal),
		),
	);
	connection.onReferences(
		on('references', [], (features, document, params, signal) =>
			features.references?.(document, params.position, signal),
		),
	);
	connection.onDocumentSymbol(
		on('documentSymbol', [], (features, document, _params, signal) =>
			features.documentSymbols?.(document, signal),
		),
	);
	connection.onFoldingRanges(
		on('foldingRange', [], (features, document, _params, signal) =>
			features.foldingRanges?.(document, signal),
		),
	);
	connection.languages.inlayHint.on(
		on('inlayHint', [], (features, document, params, signal) =>
			features.inlayHints?.(document, params.range, signal),
		),
	);
}
