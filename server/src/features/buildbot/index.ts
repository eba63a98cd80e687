/** The language of `.buildbot`, as the server offers it. */
import type { LanguageFeatures } from '../languageFeatures.ts';
import { toDiagnostic } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import type { BuildbotContext } from './buildbotContext.ts';
import { buildbotOf } from './buildbotDocument.ts';

/** @param _contextOf the set-up that a document belongs to, asked anew for every request. */
export function buildbotFeatures(_contextOf: (document: DocumentView) => BuildbotContext): LanguageFeatures {
	return {
		diagnostics: (document) => buildbotOf(document).problems.map((problem) => toDiagnostic(document, problem)),
	};
}
