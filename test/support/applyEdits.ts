/** Applies text edits as an editor would, so that tests can compare what the user sees in the end. */
import type { CodeAction, TextEdit } from 'vscode-languageserver-types';
import { toSpan } from '../../server/src/features/convert.ts';
import type { DocumentView } from '../../server/src/features/documentView.ts';

/** The text after the edits; they must not overlap. */
export function applyEdits(document: DocumentView, edits: readonly TextEdit[]): string {
	const spans = edits.map((edit) => ({ ...toSpan(document.lines, edit.range), text: edit.newText }));
	return spans
		.sort((a, b) => b.start - a.start)
		.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), document.text);
}

/** The text after an action's edits of this document. */
export function applyAction(document: DocumentView, action: CodeAction): string {
	return applyEdits(document, action.edit?.changes?.[document.uri] ?? []);
}
