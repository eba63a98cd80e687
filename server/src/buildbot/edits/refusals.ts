/** Why an edit of `.buildbot` is not made: sentences that name the line and say what to do. */
import { LineIndex } from '../../base/lineIndex.ts';
import type { Refused } from '../../base/refused.ts';
import type { Span } from '../../base/span.ts';
import { errorText } from '../../python/evaluation/run.ts';
import type { Buildbot } from '../evaluateBuildbot.ts';
import { isListSetting } from '../settingNames.ts';
import { builtHere } from './builtHere.ts';
import type { Draft } from './moves.ts';
import { allListOf, type BuildbotWish } from './wish.ts';

/** `reason` names the line and what to do. */
export interface RefusedEdit extends Refused {
	/** The place that the reason is about. */
	readonly span?: Span;
}

/** Where the file gives a name its value last. */
export function assignmentOf({ text: { outline } }: Draft, name: string): Span | undefined {
	return outline.assignments.findLast((one) => one.name === name)?.nameSpan;
}

/** The names are directories. */
export function whyNoName(name: string): RefusedEdit | undefined {
	if (!/^\.{0,2}$|[/\p{Cc}\u2028\u2029\p{Cs}]/u.test(name)) return undefined;
	return {
		kind: 'refused',
		reason: `${JSON.stringify(name)} cannot be the name of a directory: use another name.`,
	};
}

/** The lists must be known, and so must all that the edit shall not change. */
export function whyNotKnown(draft: Draft, { holds }: BuildbotWish): RefusedEdit | undefined {
	const { error, stopped, dynamic } = draft.buildbot;
	if (error !== undefined)
		return refusedAt(draft, error.span, `${errorText(error).replace(/\.$/, '')}: correct this first`);
	if (stopped !== undefined)
		return refusedAt(draft, stopped.span, `evaluation stops here, ${stopped.reason}: simplify it first`);
	for (const list of [holds, allListOf(holds)]) {
		const unknown = isListSetting(list) ? dynamic.get(list) : undefined;
		if (unknown === undefined) continue;
		const what = `${list} depends on ${unknown.what}, which is only known when Metro runs: edit the file by hand`;
		return refusedAt(draft, unknown.span, what);
	}
	return undefined;
}

export function whyAlready(draft: Draft, { holds, name, to }: BuildbotWish): RefusedEdit | undefined {
	const { buildbot } = draft;
	const { rules, settings } = buildbot;
	const isIn = (items: Buildbot['settings']['builds']): boolean => items.some((item) => item.name === name);
	const isKept = isIn(
		{ builds: settings.allBuilds, arches: settings.allArches, subarches: settings.allSubarches }[holds],
	);
	const shares = settings.builds.map((build) => builtHere(buildbot, build.name));
	const isHere =
		holds === 'subarches' && rules.isLater
			? shares.some((share) => share?.includes(name))
			: isIn(settings[holds]) && isKept;
	const known = JSON.stringify(name);
	const already = (state: string): RefusedEdit =>
		refusedAt(draft, undefined, `${known} ${state}: nothing is to be edited`);
	if (to === 'nowhere') return isKept || isIn(settings[holds]) ? undefined : already('is not in the file');
	if (to === 'here') return isHere ? already('is built here already') : undefined;
	if (rules.isLater && holds !== 'subarches')
		return refusedAt(
			draft,
			undefined,
			`since December 2020 Metro has one list of ${holds} for all hosts: edit get_subarches`,
		);
	const isUnknown = shares.some((share) => share === undefined);
	return isKept && !isHere && !isUnknown ? already('is kept and not built here already') : undefined;
}

export function sharedRefusal(draft: Draft, { name }: BuildbotWish): RefusedEdit {
	const { functions } = draft.text.outline;
	const place =
		functions.findLast((one) => one.name === 'get_subarches')?.nameSpan ??
		assignmentOf(draft, 'get_subarches');
	return refusedAt(
		draft,
		place,
		`get_subarches says what this host builds: edit it for ${JSON.stringify(name)} by hand`,
	);
}

/** The line is that of the list, since the cause may be anywhere. */
export function deviating(draft: Draft, { holds }: BuildbotWish, what: string): RefusedEdit {
	const place = assignmentOf(draft, holds) ?? assignmentOf(draft, allListOf(holds));
	return refusedAt(draft, place, `the edit would ${what}: edit the file by hand`);
}

export function refusedAt({ text }: Draft, span: Span | undefined, message: string): RefusedEdit {
	if (span === undefined) return { kind: 'refused', reason: sentence(message) };
	const { line } = new LineIndex(text.source).at(span.start);
	return { kind: 'refused', reason: `Line ${line + 1}: ${message}.`, span };
}

function sentence(clause: string): string {
	// Names of lists stay as they are.
	return /^[a-z]+[ ,]/.test(clause) ? `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.` : `${clause}.`;
}
