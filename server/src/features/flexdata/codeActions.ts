/** Fixes and changes for Metro's configuration. */
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import { overlaps } from '../../base/span.ts';
import type { PlainElement } from '../../flexdata/index.ts';
import { toRange, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import type { LineData, WordData } from './diagnostics.ts';
import { parsedFile, wordsOf } from './flexdataDocument.ts';

/** The word that switches the binary package cache on, and the key it stands in. */
const cacheWord = 'cache/package';
const cacheKey = 'metro/options/stage';

export function flexdataCodeActions(
	document: DocumentView,
	range: Span,
	diagnostics: readonly Diagnostic[],
): CodeAction[] {
	return [
		...diagnostics.flatMap((diagnostic) => fixOf(document, diagnostic)),
		...cacheSwitch(document, range),
	];
}

function fixOf(document: DocumentView, diagnostic: Diagnostic): CodeAction[] {
	const data = diagnostic.data as WordData | LineData | { readonly kind: 'line-end' } | undefined;
	const quickFix = (title: string, edit: TextEdit): CodeAction[] => [
		{
			title,
			kind: CodeActionKind.QuickFix,
			diagnostics: [diagnostic],
			isPreferred: true,
			edit: { changes: { [document.uri]: [edit] } },
		},
	];
	switch (data?.kind) {
		case 'word':
			return quickFix(`Replace with "${data.replacement}"`, {
				range: diagnostic.range,
				newText: data.replacement,
			});
		case 'line':
			return quickFix(`Write as "${data.replacement}"`, {
				range: diagnostic.range,
				newText: data.replacement,
			});
		case 'line-end': {
			const { end } = toSpan(document.lines, diagnostic.range);
			return quickFix('Add the missing line end', {
				range: toRange(document.lines, { start: end, end }),
				newText: '\n',
			});
		}
		case undefined:
			return [];
	}
}

/** "Switch the binary package cache on/off" on the line of `metro/options/stage`. */
function cacheSwitch(document: DocumentView, range: Span): CodeAction[] {
	const file = parsedFile(document);
	const element = file.nodes.find(
		(node): node is PlainElement =>
			node.kind === 'element' &&
			node.key === cacheKey &&
			overlaps(node.span, { start: range.start, end: range.end + 1 }),
	);
	if (element === undefined || element.value.file !== undefined) return [];
	const words = wordsOf(file, element.value).map((word) => word.text);
	const isOn = words.includes(cacheWord);
	const next = isOn ? words.filter((word) => word !== cacheWord) : [...words, cacheWord];
	const { end } = element.value.span;
	const edit: TextEdit = {
		range: toRange(document.lines, { start: element.nameSpan.end, end }),
		newText: `:${next.map((word) => ` ${word}`).join('')}`,
	};
	return [
		{
			title: `Switch the binary package cache ${isOn ? 'off' : 'on'} (${cacheWord})`,
			kind: CodeActionKind.RefactorRewrite,
			edit: { changes: { [document.uri]: [edit] } },
		},
	];
}
