/** Inlay hints: the resolved values in the evaluated run, shown after the written ones. */
import { type InlayHint, InlayHintKind } from 'vscode-languageserver-types';
import { overlaps, type Span } from '../../base/span.ts';
import { toPosition } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { collectTargets } from './collectTargets.ts';
import { parsedFile } from './flexdataDocument.ts';
import { isInForce, nameOf, resolved, type SettingsContext } from './settingsContext.ts';

/** Longer values are cut. */
const longest = 60;

/** Hints in `range`, for values with references and for collects whose path has some. */
export async function flexdataInlayHints(
	document: DocumentView,
	range: Span,
	context: SettingsContext,
): Promise<InlayHint[]> {
	const { evaluation, library } = context;
	const { path } = document;
	if (evaluation === undefined || path === undefined) return [];
	const isCollected = evaluation.collected.has(library.canonical(path));
	if (!isCollected) return [];
	const hints: InlayHint[] = [];
	const add = (offset: number, label: string, tooltip: string): void => {
		hints.push({
			position: toPosition(document.lines, offset),
			label: label.length > longest ? `${label.slice(0, longest - 1)}…` : label,
			kind: InlayHintKind.Type,
			paddingLeft: true,
			tooltip,
		});
	};
	for (const node of parsedFile(document).nodes) {
		if (!overlaps(node.span, range)) continue;
		if (node.kind === 'element') {
			const isWritten =
				node.value.file === undefined && node.value.parts.every((part) => part.kind === 'text');
			// Of several definitions, only the one in force has this value.
			const isShown = !isWritten && isInForce(context, path, node);
			const outcome = isShown ? await resolved(context, node.key) : undefined;
			if (outcome?.kind === 'text') add(node.value.span.end, `= ${outcome.text}`, outcome.text);
			else if (outcome?.kind === 'zapped') add(node.value.span.end, '= nothing', 'A :zap removes the value.');
		} else if (node.kind === 'annotation' && node.annotation === 'collect') {
			if (node.path.parts.every((part) => part.kind === 'text')) continue;
			const [target, ...more] = collectTargets(context, path, node);
			if (target === undefined || more.length > 0) continue;
			add(node.content.end, `→ ${nameOf(context, target)}`, target);
		}
	}
	return hints;
}
