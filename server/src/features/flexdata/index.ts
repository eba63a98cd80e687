/** The language of Metro's configuration files, as the server offers it. */
import { toOffset, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import type { LanguageFeatures } from '../languageFeatures.ts';
import { flexdataCodeActions } from './codeActions.ts';
import { flexdataCompletion } from './completion.ts';
import { flexdataDiagnostics } from './diagnostics.ts';
import { flexdataHover } from './hover.ts';
import type { SettingsContext } from './settingsContext.ts';
import { flexdataFolding, flexdataSymbols } from './symbols.ts';

/** @param contextOf the set-up that a document belongs to, asked anew for every request. */
export function flexdataFeatures(contextOf: (document: DocumentView) => SettingsContext): LanguageFeatures {
	return {
		diagnostics: (document) => flexdataDiagnostics(document, contextOf(document)),
		completion: (document, position) =>
			flexdataCompletion(document, toOffset(document.lines, position), contextOf(document)),
		hover: (document, position) =>
			flexdataHover(document, toOffset(document.lines, position), contextOf(document)),
		codeActions: (document, range, diagnostics) =>
			flexdataCodeActions(document, toSpan(document.lines, range), diagnostics),
		documentSymbols: flexdataSymbols,
		foldingRanges: flexdataFolding,
	};
}
