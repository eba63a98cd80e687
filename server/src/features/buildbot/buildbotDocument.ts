/** A `.buildbot` as the features see it: read once per version, evaluated once per version if somebody asks for values. */
import { indexFrom } from '../../base/indexFrom.ts';
import {
	type Buildbot,
	type BuildbotText,
	evaluateBuildbot,
	type ListSetting,
	type Outline,
	readBuildbot,
	type WrittenName,
} from '../../buildbot/index.ts';
import type { DocumentView } from '../documentView.ts';

const texts = new WeakMap<DocumentView, BuildbotText>();
/** What was read last: nearly always the version before the one that is read next, which it makes quicker. */
const last: { text?: BuildbotText } = {};

/** This version of the document, read. */
export function textOf(document: DocumentView): BuildbotText {
	const known = texts.get(document);
	if (known !== undefined) return known;
	const text = readBuildbot(document.text, last.text);
	last.text = text;
	texts.set(document, text);
	return text;
}

const evaluations = new WeakMap<DocumentView, Buildbot>();

/** The evaluation of this version of the document. */
export function evaluationOf(document: DocumentView): Buildbot {
	const known = evaluations.get(document);
	if (known !== undefined) return known;
	const evaluated = evaluateBuildbot(textOf(document));
	evaluations.set(document, evaluated);
	return evaluated;
}

/** A name written in a sequence, and the settings it reaches. */
export interface PlacedName extends WrittenName {
	readonly feeds: readonly ListSetting[];
}

const namesIn = new WeakMap<Outline, readonly PlacedName[]>();

/** All names written in sequences that reach a setting, in the order of the text; works in unfinished text. */
export function writtenNames(outline: Outline): readonly PlacedName[] {
	const known = namesIn.get(outline);
	if (known !== undefined) return known;
	const names = outline.sequences
		.flatMap(({ names, feeds }) => names.map((name): PlacedName => ({ ...name, feeds })))
		.sort((a, b) => a.span.start - b.span.start);
	namesIn.set(outline, names);
	return names;
}

/** The written name whose text begins at `offset`. */
export function nameFrom(outline: Outline, offset: number): PlacedName | undefined {
	const names = writtenNames(outline);
	const name = names[indexFrom(names, offset, ({ span }) => span.start)];
	return name?.span.start === offset ? name : undefined;
}

type Counts = ReadonlyMap<ListSetting, ReadonlyMap<string, number>>;

const countsIn = new WeakMap<Outline, Counts>();

/** How often each name is written in sequences that reach a setting. */
export function nameCounts(outline: Outline): Counts {
	const known = countsIn.get(outline);
	if (known !== undefined) return known;
	const counts = new Map<ListSetting, Map<string, number>>();
	for (const { name, feeds } of writtenNames(outline)) {
		for (const setting of feeds) {
			const own = counts.get(setting) ?? new Map<string, number>();
			counts.set(setting, own.set(name, (own.get(name) ?? 0) + 1));
		}
	}
	countsIn.set(outline, counts);
	return counts;
}
