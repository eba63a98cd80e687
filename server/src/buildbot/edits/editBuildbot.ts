/**
 * Edits a `.buildbot` so that a build, arch or subarch is built here, only kept, or neither. Comments, order, indentation and
 * quotes stay as they are. Each edit is evaluated, and one that would do anything else is not made.
 */
import { isRefused } from '../../base/refused.ts';
import { finish, type Work } from '../../base/work.ts';
import { type Buildbot, evaluateBuildbotWork } from '../evaluateBuildbot.ts';
import type { SourceEdit } from '../itemRemoval.ts';
import { readBuildbotWork } from '../readBuildbot.ts';
import type { BuildbotRules } from '../rules.ts';
import type { AllList, BuildList } from '../settingNames.ts';
import { deviation } from './deviation.ts';
import { type EditedText, editsOf, unedited, withEdits } from './editedText.ts';
import { additionsTo, type Draft, type Move, removalsFrom } from './moves.ts';
import {
	assignmentOf,
	deviating,
	type RefusedEdit,
	refusedAt,
	sharedRefusal,
	whyAlready,
	whyNoName,
	whyNotKnown,
} from './refusals.ts';
import { allListOf, type BuildbotWish, listHas, type Memberships, waysToFulfil } from './wish.ts';

export interface BuildbotEdit {
	readonly kind: 'edit';
	/** In the order of the text, without overlaps; at least one. */
	readonly edits: readonly SourceEdit[];
	/** The text after them. */
	readonly text: string;
	/** What the two texts give. */
	readonly before: Buildbot;
	readonly after: Buildbot;
}

/** At most this many texts are evaluated for one wish. */
const mostTrials = 24;
/** A name is moved with at most so many edits, one after the other. */
const mostMoves = 6;

/** The edit that fulfils a wish, or why there is none. Never throws. */
export function editBuildbot(
	source: string,
	wish: BuildbotWish,
	rules: BuildbotRules,
): BuildbotEdit | RefusedEdit {
	return finish(editBuildbotWork(source, wish, rules));
}

/** The same as work. */
export function* editBuildbotWork(
	source: string,
	wish: BuildbotWish,
	rules: BuildbotRules,
): Work<BuildbotEdit | RefusedEdit> {
	const start = yield* draftOf(unedited(source), rules);
	const before = start.buildbot;
	const refusal = whyNoName(wish.name) ?? whyNotKnown(start, wish) ?? whyAlready(start, wish);
	if (refusal !== undefined) return refusal;
	const search: Search = { wish, start, left: mostTrials, refusal: undefined };
	for (const way of waysToFulfil(wish, before)) {
		const found = yield* follow(search, start, way, mostMoves);
		if (found === undefined) continue;
		const { edited, buildbot: after } = found;
		return { kind: 'edit', edits: editsOf(edited), text: edited.text, before, after };
	}
	return (
		search.refusal ??
		refusedAt(start, undefined, 'no edit was found that does only this: edit the file by hand')
	);
}

interface EditedDraft extends Draft {
	readonly edited: EditedText;
}

interface Search {
	readonly wish: BuildbotWish;
	readonly start: EditedDraft;
	/** How many texts may still be evaluated. */
	left: number;
	/** Why the first way failed. */
	refusal: RefusedEdit | undefined;
}

function* draftOf(edited: EditedText, rules: BuildbotRules): Work<EditedDraft> {
	const text = yield* readBuildbotWork(edited.text);
	const buildbot = yield* evaluateBuildbotWork(text, { rules, isBrief: true });
	return { edited, text, buildbot };
}

/** Makes moves until the lists have the name as they shall, and only then looks at all that the text gives. */
function* follow(
	search: Search,
	draft: EditedDraft,
	way: Memberships,
	moves: number,
): Work<EditedDraft | undefined> {
	const { wish, start } = search;
	const next = nextMoves(draft, wish, way);
	if (next === undefined) {
		const wrong = draft === start ? undefined : deviation(start.buildbot, draft.buildbot, wish);
		if (wrong === undefined && draft !== start) return draft;
		search.refusal ??=
			wrong?.isShare === true || wrong === undefined
				? sharedRefusal(start, wish)
				: deviating(start, wish, wrong.what);
		return undefined;
	}
	if (isRefused(next)) {
		search.refusal ??= next;
		return undefined;
	}
	for (const edits of moves === 0 ? [] : next.moves) {
		if (search.left-- <= 0) return undefined;
		const trial = yield* draftOf(withEdits(draft.edited, edits), start.buildbot.rules);
		if (!isNearer(draft, trial, next, wish.name)) continue;
		const found = yield* follow(search, trial, way, moves - 1);
		if (found !== undefined) return found;
	}
	search.refusal ??= refusedAt(start, assignmentOf(start, next.list), computedText(next.list, wish.name));
	return undefined;
}

/** True if a list has the name once more than before, or once less. */
function isNearer(draft: Draft, trial: Draft, { list, isAdded }: NextMoves, name: string): boolean {
	const { error, stopped } = trial.buildbot;
	if (error !== undefined || stopped !== undefined) return false;
	const [before, after] = [timesIn(draft, list, name), timesIn(trial, list, name)];
	return isAdded ? after > before : after < before;
}

/** A set has a name once, however often it is written. */
function timesIn({ text, buildbot }: Draft, list: BuildList | AllList, name: string): number {
	const isIt = (item: { readonly name: string }): boolean => item.name === name;
	const values = buildbot.assigned.get(list)?.names.filter(isIt).length ?? 0;
	const isSet = buildbot.assigned.get(list)?.value.kind === 'set';
	if (!isSet || values === 0) return values;
	const reaching = text.outline.sequences.filter(({ feeds }) => feeds.includes(list));
	return values + reaching.reduce((sum, { names }) => sum + names.filter(isIt).length, 0);
}

interface NextMoves {
	readonly list: BuildList | AllList;
	/** The name is to be added to the list; else it is to be removed. */
	readonly isAdded: boolean;
	readonly moves: readonly Move[];
}

/** The moves to try next; `undefined`: the lists are as they shall be. */
function nextMoves(
	draft: Draft,
	{ holds, name }: BuildbotWish,
	way: Memberships,
): NextMoves | RefusedEdit | undefined {
	const { buildbot } = draft;
	const all = allListOf(holds);
	const hasOwn = listHas(buildbot, holds, name);
	if (way.own === false && hasOwn) return removals(draft, holds, name);
	if (way.own === true && !hasOwn) {
		const isDouble = way.all === true && listHas(buildbot, all, name);
		// A list made from the other one would have the name twice.
		if (isDouble && feedsAll(draft, holds, all)) return removals(draft, all, name);
		return additions(draft, holds, name, []);
	}
	const hasAll = listHas(buildbot, all, name);
	if (way.all === false && hasAll) return removals(draft, all, name);
	if (way.all === true && !hasAll) return additions(draft, all, name, [holds]);
	return undefined;
}

/** True if names of the plain list come into the other one. */
function feedsAll({ text }: Draft, holds: BuildList, all: AllList): boolean {
	return text.outline.feeds.get(holds)?.includes(all) === true;
}

function removals(draft: Draft, list: BuildList | AllList, name: string): NextMoves | RefusedEdit {
	const moves = removalsFrom(draft, list, name);
	if (moves.length > 0) return { list, isAdded: false, moves };
	const span = draft.buildbot.assigned.get(list)?.names.findLast((item) => item.name === name)?.span;
	const place = span ?? assignmentOf(draft, list);
	return refusedAt(draft, place, `${JSON.stringify(name)} in ${list} is computed: edit that line by hand`);
}

function additions(
	draft: Draft,
	list: BuildList | AllList,
	name: string,
	others: readonly BuildList[],
): NextMoves | RefusedEdit {
	const moves = additionsTo(draft, list, name, others);
	if (moves.length > 0) return { list, isAdded: true, moves };
	const place = others.map((other) => assignmentOf(draft, other)).find((span) => span !== undefined);
	return refusedAt(draft, assignmentOf(draft, list) ?? place, computedText(list, name));
}

function computedText(list: BuildList | AllList, name: string): string {
	return `${list} is computed, or not a sequence: edit it for ${JSON.stringify(name)} by hand`;
}
