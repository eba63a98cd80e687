/** Compares what a `.buildbot` gives before and after an edit: the edit may do what was wished, and nothing else. */
import { isRecord } from '../../base/json.ts';
import type { Buildbot } from '../evaluateBuildbot.ts';
import type { BuildbotProblem } from '../problem.ts';
import type { SettingItem } from '../settings.ts';
import { builtHere } from './builtHere.ts';
import { type BuildbotWish, hasShareFunction } from './wish.ts';

/** What is wrong with an edit, as the end of "The edit would …". */
export interface Deviation {
	readonly what: string;
	/** It is `get_subarches` that says otherwise. */
	readonly isShare?: true;
}

/** By their names in `Settings` and in the file. */
const lists = [
	['builds', 'builds'],
	['arches', 'arches'],
	['subarches', 'subarches'],
	['allBuilds', 'all_builds'],
	['allArches', 'all_arches'],
	['allSubarches', 'all_subarches'],
	['indexIgnoreBuilds', 'index_ignore_builds'],
	['indexIgnoreSubarches', 'index_ignore_subarches'],
] as const;

const numbers = [
	['staleDays', 'stale_days'],
	['maxFailcount', 'max_failcount'],
	['keepNum', 'keep_num'],
] as const;

/** At most this many calls of `map_build` are compared. */
const mostCalls = 40;

/** `undefined` if the edit does exactly what is wished. */
export function deviation(before: Buildbot, after: Buildbot, wish: BuildbotWish): Deviation | undefined {
	const { name } = wish;
	for (const [key, written] of lists) {
		const old = before.settings[key];
		const now = after.settings[key];
		if (others(old, name) !== others(now, name)) return { what: `change other names in ${written}` };
		const expected = expectedIn(written, before, wish) ?? now.some((item) => item.name === name);
		const difference = membership(now, name, expected);
		if (difference !== undefined) return { what: `${difference} ${written}` };
	}
	for (const [key, written] of numbers)
		if (before.settings[key] !== after.settings[key]) return { what: `change ${written}` };
	const problem = newProblem(before, after, wish);
	if (problem !== undefined) return { what: `bring a problem: ${problem}` };
	return shareDeviation(before, after, wish) ?? answerDeviation(before, after, name);
}

/** Whether a list shall have the name; `undefined`: either is right. */
function expectedIn(
	list: (typeof lists)[number][1],
	{ rules, outline, settings }: Buildbot,
	{ holds, name, to }: BuildbotWish,
): boolean | undefined {
	if (list === holds) {
		const isOwn = rules.isLater && holds === 'subarches' && hasShareFunction(outline);
		return isOwn ? undefined : to === 'here';
	}
	// Builds and arches are in one list each since December 2020.
	if (list === `all_${holds}`)
		return rules.isLater && holds !== 'subarches' ? to === 'here' : to !== 'nowhere';
	const key = lists.find(([, written]) => written === list)?.[0];
	return key !== undefined && settings[key].some((item) => item.name === name);
}

function membership(now: readonly SettingItem[], name: string, expected: boolean): string | undefined {
	const isThere = now.some((item) => item.name === name);
	if (isThere === expected) return undefined;
	return isThere ? `leave ${JSON.stringify(name)} in` : `not put ${JSON.stringify(name)} into`;
}

function others(items: readonly SettingItem[], name: string): string {
	return JSON.stringify(items.flatMap((item) => (item.name === name ? [] : [item.name])));
}

/**
 * The first problem that is new; what the user wishes is none. A list that is made from another one has the same problems, and they
 * are not new.
 */
function newProblem(before: Buildbot, after: Buildbot, { to }: BuildbotWish): string | undefined {
	const wished: readonly string[] = [
		'nothing-to-build',
		...(to === 'nowhere' ? ['all-missing', 'all-ignored'] : []),
	];
	const known = new Set(before.problems.map(problemKey));
	return after.problems
		.find((problem) => !wished.includes(problem.code) && !known.has(problemKey(problem)))
		?.message.replace(/\.$/, '');
}

function problemKey({ code, data }: BuildbotProblem): string {
	const { value, what, name } = isRecord(data) ? data : {};
	return JSON.stringify([code, value, what, ...(code.startsWith('all-') ? [name] : [])]);
}

/** Since December 2020 a function says what this host builds of each build. */
function shareDeviation(
	before: Buildbot,
	after: Buildbot,
	{ holds, name, to }: BuildbotWish,
): Deviation | undefined {
	if (!before.rules.isLater) return undefined;
	const builds = before.settings.builds.map((item) => item.name);
	const shares = builds.map((build) => [builtHere(before, build), builtHere(after, build)] as const);
	const isShare = true;
	for (const [old, now] of shares) {
		if (old === undefined && now === undefined && (to === 'nowhere' || holds !== 'subarches')) continue;
		if (old === undefined || now === undefined) return { what: 'have an unknown effect', isShare };
		const rest = (names: readonly string[]): string => JSON.stringify(names.filter((one) => one !== name));
		if (rest(old) !== rest(now)) return { what: 'change what else is built here', isShare };
	}
	if (holds !== 'subarches') return undefined;
	const isHere = shares.some(([, now]) => now?.includes(name));
	if (isHere === (to === 'here')) return undefined;
	return {
		what: isHere ? `leave ${JSON.stringify(name)} built here` : `not have ${JSON.stringify(name)} built here`,
		isShare,
	};
}

/** Files whose `map_build` takes too long to be compared, as far as that is known. */
const slow = new WeakSet<Buildbot>();

/** In units of the budget: `map_build` may take so much for all comparisons of an edit. */
const mostWork = 100_000;

/** `map_build` may look into the same lists. What takes too long is not compared. */
function answerDeviation(before: Buildbot, after: Buildbot, name: string): Deviation | undefined {
	if (slow.has(before)) return undefined;
	const most = before.steps() + after.steps() + mostWork;
	const { builds, arches, allSubarches } = before.settings;
	const [arch] = arches;
	let left = mostCalls;
	for (const { name: subarch } of allSubarches) {
		if (subarch === name) continue;
		for (const { name: build } of builds) {
			if (left-- === 0) return undefined;
			if (before.steps() + after.steps() > most) {
				slow.add(before);
				return undefined;
			}
			const names = before.rules.isLater ? [build, arch?.name ?? '', subarch] : [build, subarch];
			const answerOf = (one: Buildbot): string => {
				const { kind, ...answer } = one.mapBuild([...names, false, null]);
				if (kind === 'stopped') slow.add(before);
				return JSON.stringify([kind, 'target' in answer && [answer.target, answer.extras]]);
			};
			const old = answerOf(before);
			if (slow.has(before)) return undefined;
			const now = answerOf(after);
			if (old !== now) return { what: `change what map_build answers for ${subarch}` };
		}
	}
	return undefined;
}
