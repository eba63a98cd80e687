/** Documents that are far larger than any configuration: they are not analysed and have one diagnostic that says so. */

import { finding } from '../check/finding.ts';
import { largestInEditor } from '../setup/configuration/configReader.ts';
import { toDiagnostic } from './convert.ts';
import type { DocumentView } from './documentView.ts';
import type { LanguageFeatures } from './languageFeatures.ts';

/** True for a document that is not even read as part of its set-up. */
export function isFarTooLarge({ text, lines }: DocumentView): boolean {
	return text.length > 1 << 20 || lines.lineCount > 50_000;
}

export function isTooLarge({ text, lines }: DocumentView): boolean {
	return text.length > largestInEditor.bytes || lines.lineCount > largestInEditor.lines;
}

/**
 * The features of such a document.
 * @param problemsPage URI of the page that explains problems, if installed
 */
export function tooLargeFeatures(problemsPage: string | undefined): LanguageFeatures {
	const message = 'This file is far larger than any configuration and is not checked.';
	const problem = finding('file-too-large', { start: 0, end: 0 }, message);
	return {
		diagnostics: (document) => [toDiagnostic(document, problem, problemsPage)],
	};
}
