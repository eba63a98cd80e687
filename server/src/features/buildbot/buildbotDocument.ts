/** A `.buildbot` for the features: read once per version, and evaluated once per version on demand. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { Span } from '../../base/span.ts';
import { type Work, workOncePer } from '../../base/work.ts';
import {
	type Buildbot,
	type BuildbotRules,
	type BuildbotText,
	type BuildList,
	evaluateBuildbotWork,
	type ListSetting,
	namesBetween,
	type Outline,
	readBuildbotWork,
	type WrittenName,
} from '../../buildbot/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import type { DocumentView } from '../documentView.ts';

/** The last result of reading each open document, which makes the next version much faster to read. */
const versions = new WeakMap<object, BuildbotText>();

const texts = workOncePer(function* (document: DocumentView): Work<BuildbotText> {
	const text = yield* readBuildbotWork(document.text, versions.get(document.opening));
	versions.set(document.opening, text);
	return text;
});

/** Reads this version of the document. */
export const buildbotText = texts.of;

/** Prepares a document for all features by reading its text. */
export function* buildbotPrepare(document: DocumentView): Work<void> {
	yield* texts.work(document);
}

/** A version of a document, and the rules to read it by; `undefined`: those that the text itself shows. */
interface Question {
	readonly document: DocumentView;
	readonly rules: BuildbotRules | undefined;
}

const questions = memoizeWeak((_document: DocumentView) => new Map<string, Question>());

function questionAbout(document: DocumentView, { ownFile, ownRules }: BuildbotContext): Question {
	const rules = document.path !== undefined && document.path === ownFile ? ownRules : undefined;
	const known = questions(document);
	const key = JSON.stringify(rules ?? null);
	const question = known.get(key) ?? { document, rules };
	known.set(key, question);
	return question;
}

const evaluations = workOncePer(function* ({ document, rules }: Question): Work<Buildbot> {
	return yield* evaluateBuildbotWork(yield* texts.work(document), { rules });
});

/** The evaluation of this version of the document: that of the set-up by its rules, others by those that they show. */
export function evaluationOf(document: DocumentView, context: BuildbotContext): Buildbot {
	return evaluations.of(questionAbout(document, context));
}

/** The same, as work. */
export function evaluationWork(document: DocumentView, context: BuildbotContext): Work<Buildbot> {
	return evaluations.work(questionAbout(document, context));
}

/** A name written in a sequence, the kind of names in the sequence, and the settings it reaches. */
export interface PlacedName extends WrittenName {
	readonly holds: BuildList;
	readonly feeds: readonly ListSetting[];
}

/** All names written in sequences that reach a setting, in the order of the text; works in unfinished text. */
export const writtenNames = memoizeWeak(({ sequences }: Outline): readonly PlacedName[] =>
	sequences
		.flatMap(({ names, holds, feeds }) => names.map((name) => ({ ...name, holds, feeds })))
		.sort((a, b) => a.span.start - b.span.start),
);

/** The written names that begin between two offsets, in the order of the text. */
export function writtenNamesIn({ sequences }: Outline, range: Span): readonly PlacedName[] {
	return sequences
		.flatMap((sequence) => {
			const { holds, feeds } = sequence;
			return namesBetween(sequence, range).map((name) => ({ ...name, holds, feeds }));
		})
		.sort((a, b) => a.span.start - b.span.start);
}

/** The written name whose text begins at `offset`. */
export function nameFrom(outline: Outline, offset: number): PlacedName | undefined {
	return writtenNamesIn(outline, { start: offset, end: offset + 1 })[0];
}

type Counts = ReadonlyMap<ListSetting, ReadonlyMap<string, number>>;

/** How often each name is written in sequences that reach a setting. */
export const nameCounts = memoizeWeak((outline: Outline): Counts => {
	const counts = new Map<ListSetting, Map<string, number>>();
	for (const { name, feeds } of writtenNames(outline)) {
		for (const setting of feeds) {
			const own = counts.get(setting) ?? new Map<string, number>();
			counts.set(setting, own.set(name, (own.get(name) ?? 0) + 1));
		}
	}
	return counts;
});
