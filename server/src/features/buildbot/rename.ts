/** Renames variables, functions and parameters of `.buildbot`; refuses where something else would then be read. */
import { type Range, TextEdit, type WorkspaceEdit } from 'vscode-languageserver-types';
import { isRefused, type Refused, refused } from '../../base/refused.ts';
import { touches } from '../../base/span.ts';
import { renameableAt, renamedPlaces } from '../../buildbot/index.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, writtenNames } from './buildbotDocument.ts';

/** The span that the user edits, or why it cannot be renamed; `undefined`: there is no name here. */
export function buildbotPrepareRename(
	document: DocumentView,
	offset: number,
): { readonly range: Range; readonly placeholder: string } | Refused | undefined {
	const text = buildbotText(document);
	const found = renameableAt(text, offset) ?? whyNotWritten(document, offset);
	if (found === undefined || isRefused(found)) return found;
	const { start, end } = found.span;
	return { range: toRange(document.lines, found.span), placeholder: document.text.slice(start, end) };
}

/** Builds, arches, subarches, modes and targets are named by directories and by Metro's files as well, wherever they are written. */
function whyNotWritten(document: DocumentView, offset: number): Refused | undefined {
	const { outline } = buildbotText(document);
	const here =
		writtenNames(outline).find(({ literal }) => touches(literal, offset)) ??
		[...outline.shared, ...outline.compared, ...outline.answers].find(({ span }) => touches(span, offset));
	return (
		here && refused(`Directories and Metro's files have the name ${here.name}; it cannot be renamed here.`)
	);
}

/** The edits that rename the variable at `offset`. */
export function buildbotRename(
	document: DocumentView,
	offset: number,
	name: string,
): WorkspaceEdit | Refused | undefined {
	const places = renamedPlaces(buildbotText(document), offset, name);
	if (places === undefined || 'kind' in places) return places;
	const edits = places.map((span) => TextEdit.replace(toRange(document.lines, span), name));
	return { changes: { [document.uri]: edits } };
}
