/** The languages of the server, and which of them an open document is in. */
import type { Diagnostic } from 'vscode-languageserver';
import type { CancelSignal } from '../base/cancel.ts';
import { inTurns } from '../base/work.ts';
import type { DocumentView } from '../features/documentView.ts';
import type { LanguageFeatures } from '../features/languageFeatures.ts';
import { languageOf, type MetroLanguage } from '../features/languageOf.ts';
import { mostDiagnostics } from '../features/mostDiagnostics.ts';
import { isTooLarge, tooLargeFeatures } from '../features/tooLarge.ts';
import type { OpenDocument } from '../workspace/openDocuments.ts';

export interface Languages {
	readonly all: Readonly<Record<MetroLanguage, LanguageFeatures>>;
	/** What there is for a document; `undefined` if it is none of ours. */
	of(open: OpenDocument): LanguageFeatures | undefined;
	/** The diagnostics that the editor shows, by the features there are for the document. */
	diagnostics(view: DocumentView, features: LanguageFeatures, signal: CancelSignal): Promise<Diagnostic[]>;
}

/** @param problemsPage URI of the page that explains problems, where it is installed */
export function languagesOf(all: Languages['all'], problemsPage: string | undefined): Languages {
	const tooLarge = tooLargeFeatures(problemsPage);
	return {
		all,
		of({ languageId, view }) {
			const language = languageOf(languageId, view.uri, view.text);
			if (language === undefined) return undefined;
			return isTooLarge(view) ? tooLarge : all[language];
		},
		async diagnostics(view, features, signal) {
			if (features.prepare !== undefined) await inTurns(features.prepare(view), signal);
			return mostDiagnostics(view, await features.diagnostics(view, signal), problemsPage);
		},
	};
}
