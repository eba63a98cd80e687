/** A `.buildbot` as the features see it: evaluated once per version. */
import type { Span } from '../../base/span.ts';
import { type Buildbot, evaluateBuildbot, type ListSetting, type WrittenName } from '../../buildbot/index.ts';
import type { DocumentView } from '../documentView.ts';

const evaluations = new WeakMap<DocumentView, Buildbot>();
/** What was read last: nearly always the version before the one that is read next, which it makes quicker. */
const last: { text?: Buildbot['text'] } = {};

/** The evaluation of this version of the document. */
export function evaluationOf(document: DocumentView): Buildbot {
	const known = evaluations.get(document);
	if (known !== undefined) return known;
	const evaluated = evaluateBuildbot(document.text, last.text && { before: last.text });
	last.text = evaluated.text;
	evaluations.set(document, evaluated);
	return evaluated;
}

/** A name written in a sequence, and the settings it reaches. */
export interface PlacedName extends WrittenName {
	readonly feeds: readonly ListSetting[];
	readonly sequence: Span;
}

/** All names written in sequences that reach a setting, in the order of the text; works in unfinished text. */
export function writtenNames(buildbot: Buildbot): PlacedName[] {
	return buildbot.outline.sequences
		.flatMap(({ names, feeds, span }) => names.map((name) => ({ ...name, feeds, sequence: span })))
		.sort((a, b) => a.span.start - b.span.start);
}
