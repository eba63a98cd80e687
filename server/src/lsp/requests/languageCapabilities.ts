/** The server's capabilities for documents: those that at least one language supports. */
import { CodeActionKind, type ServerCapabilities } from 'vscode-languageserver';
import { fixAllKind } from '../../features/flexdata/codeActions.ts';
import type { LanguageFeatures } from '../../features/languageFeatures.ts';
import { tokenModifiers, tokenTypes } from '../../features/semanticTokens.ts';
import type { Languages } from '../languages.ts';

/** The capabilities of the server, derived from its languages. */
export function languageCapabilities(languages: Languages): ServerCapabilities {
	const has = (verb: keyof LanguageFeatures): boolean =>
		Object.values(languages.all).some((features) => features[verb] !== undefined);
	return {
		...(has('completion') && {
			completionProvider: {
				triggerCharacters: ['"', "'", '/', '[', ':', '$', '.', ' '],
				resolveProvider: has('resolveCompletion'),
			},
		}),
		...(has('hover') && { hoverProvider: true }),
		...(has('signatureHelp') && { signatureHelpProvider: { triggerCharacters: [' ', ':'] } }),
		...(has('codeActions') && {
			codeActionProvider: {
				codeActionKinds: [
					CodeActionKind.QuickFix,
					CodeActionKind.RefactorRewrite,
					CodeActionKind.RefactorExtract,
					fixAllKind,
				],
			},
		}),
		...(has('definition') && { definitionProvider: true, declarationProvider: true }),
		...(has('references') && { referencesProvider: true }),
		...(has('documentHighlights') && { documentHighlightProvider: true }),
		...(has('rename') && { renameProvider: { prepareProvider: has('prepareRename') } }),
		...(has('documentLinks') && { documentLinkProvider: { resolveProvider: false } }),
		...(has('documentSymbols') && { documentSymbolProvider: true }),
		...(has('workspaceSymbols') && { workspaceSymbolProvider: true }),
		...(has('prepareCallHierarchy') && { callHierarchyProvider: true }),
		...(has('foldingRanges') && { foldingRangeProvider: true }),
		...(has('selectionRanges') && { selectionRangeProvider: true }),
		...(has('codeLenses') && { codeLensProvider: { resolveProvider: has('resolveCodeLens') } }),
		...(has('inlayHints') && { inlayHintProvider: true }),
		...(has('semanticTokens') && {
			semanticTokensProvider: {
				legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
				full: { delta: true },
				range: true,
			},
		}),
		...(has('formatting') && {
			documentFormattingProvider: true,
			documentRangeFormattingProvider: true,
			documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: [']'] },
		}),
	};
}
