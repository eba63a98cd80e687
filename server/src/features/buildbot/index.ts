/** The language of `.buildbot`, as the server offers it. */
import { toOffset, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import type { LanguageFeatures } from '../languageFeatures.ts';
import type { BuildbotContext } from './buildbotContext.ts';
import { buildbotCodeActions } from './codeActions.ts';
import { buildbotCompletion } from './completion.ts';
import { buildbotDiagnostics } from './diagnostics.ts';
import { buildbotHover } from './hover.ts';
import { buildbotDefinition, buildbotReferences } from './navigation.ts';
import { buildbotSemanticTokens } from './semanticTokens.ts';
import { buildbotFolding, buildbotSymbols } from './symbols.ts';

/** @param contextOf the set-up that a document belongs to, asked anew for every request. */
export function buildbotFeatures(contextOf: (document: DocumentView) => BuildbotContext): LanguageFeatures {
	return {
		diagnostics: (document) => buildbotDiagnostics(document, contextOf(document)),
		completion: (document, position) =>
			buildbotCompletion(document, toOffset(document.lines, position), contextOf(document)),
		hover: (document, position) =>
			buildbotHover(document, toOffset(document.lines, position), contextOf(document)),
		codeActions: (document, _range, diagnostics) => buildbotCodeActions(document, diagnostics),
		definition: (document, position) => buildbotDefinition(document, toOffset(document.lines, position)),
		references: (document, position) => buildbotReferences(document, toOffset(document.lines, position)),
		documentSymbols: buildbotSymbols,
		foldingRanges: buildbotFolding,
		semanticTokens: (document, range) =>
			buildbotSemanticTokens(document, contextOf(document), range && toSpan(document.lines, range)),
	};
}
