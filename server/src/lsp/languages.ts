/** The languages of the server, and which of them an open document is in. */
import type { LanguageFeatures } from '../features/languageFeatures.ts';
import { languageOf, type MetroLanguage } from '../features/languageOf.ts';
import { isTooLarge, tooLargeFeatures } from '../features/tooLarge.ts';
import type { OpenDocument } from '../workspace/openDocuments.ts';

export interface Languages {
	readonly all: Readonly<Record<MetroLanguage, LanguageFeatures>>;
	/** What there is for a document; `undefined` if it is none of ours. */
	of(open: OpenDocument): LanguageFeatures | undefined;
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
	};
}
