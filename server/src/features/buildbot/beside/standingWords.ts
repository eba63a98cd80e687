/** How subarches stand, in the few words that fit beside a name, and in a line for each. */
import { type CivilTime, DAY } from '../../../base/civilTime.ts';
import { withCount } from '../../../base/phrases.ts';
import type { SubarchState } from '../../../health/model/subarch.ts';
import { countOf, type RepositoryPolicy } from '../../../repository/index.ts';
import type { Standing, Standings } from './standings.ts';

/** What needs somebody comes first. `fresh` is the rest, and is not counted. */
const counted: readonly (readonly [SubarchState, string])[] = [
	['unreadable', 'unreadable'],
	['out-of-rotation', 'out of rotation'],
	['failing', 'failing'],
	['never-built', 'never built'],
	['running', 'building'],
	['stale', 'stale'],
	['remote', 'remote'],
];

/** How many are in each state: `3 failing`, `1 never built`. */
export function countWords(standings: readonly Standing[]): readonly string[] {
	return statesOf(standings).map(({ count, word }) => `${count} ${word}`);
}

function statesOf(
	standings: readonly Standing[],
): readonly { readonly count: number; readonly word: string }[] {
	return counted
		.map(([state, word]) => ({ count: standings.filter((one) => one.state === state).length, word }))
		.filter(({ count }) => count > 0);
}

/**
 * Of one name: `failed 2 of 3 times`, `9 days old`, `4th in line`. Where the name stands for several subarches, because it has several
 * builds or arches: how many of them are in the worst state, the first turn, and the age of the oldest. VS Code shows 43 characters.
 */
export function nameWords(
	standings: readonly Standing[],
	policy: RepositoryPolicy,
	now: CivilTime,
): readonly string[] {
	const [only, ...others] = standings;
	if (only === undefined) return [];
	if (others.length === 0)
		return [...stateWords(only, policy), ...ageWords(standings, now), ...turnWords(standings)];
	const states = statesOf(standings)
		.slice(0, 1)
		.map(({ count, word }) => `${count} of ${standings.length} ${word}`);
	// The editor cuts what is too long at the end.
	return [...states, ...turnWords(standings), ...ageWords(standings, now)];
}

/** A line for each subarch of a name, for a tooltip: `k8 in funtoo-current, x86-64bit: failed 2 of 3 times, 9 days old`. */
export function standingLine(standing: Standing, policy: RepositoryPolicy, now: CivilTime): string {
	const { build, arch, subarch } = standing.subarch;
	const words = nameWords([standing], policy, now);
	return `${subarch} in ${build}, ${arch}: ${words.join(', ')}`;
}

/** All subarches in a sentence: `12 subarches: 8 local, 4 remote, 3 failing`. */
export function totalWords({ all }: Pick<Standings, 'all'>): string {
	const local = all.filter(({ subarch }) => subarch.local).length;
	const counts = countWords(all).filter((words) => !words.endsWith(' remote'));
	const remote = all.length - local;
	const parts = [`${local} local`, ...(remote === 0 ? [] : [`${remote} remote`]), ...counts];
	return `${withCount(all.length, 'subarch', 'subarches')}: ${parts.join(', ')}`;
}

function stateWords({ state, subarch }: Standing, { maxFailcount }: RepositoryPolicy): readonly string[] {
	switch (state) {
		case 'running':
			return ['building'];
		case 'unreadable':
			return ['unreadable'];
		case 'out-of-rotation':
			return ['out of rotation'];
		case 'failing':
			return [`failed ${countOf(subarch)} of ${maxFailcount} times`];
		case 'remote':
			return ['remote'];
		default:
			return [];
	}
}

/** The age of the latest complete build; of several, the oldest. */
function ageWords(standings: readonly Standing[], now: CivilTime): readonly string[] {
	const dates = standings.map(({ subarch }) => subarch.latest?.date);
	const built = dates.filter((date) => date !== undefined);
	if (built.length < dates.length && dates.length === 1) return ['never built'];
	if (built.length === 0) return [];
	const days = Math.floor((now - Math.min(...built)) / DAY);
	if (days <= 0) return [days < 0 ? 'dated ahead' : 'built today'];
	return [built.length === 1 ? `${withCount(days, 'day')} old` : `oldest ${withCount(days, 'day')}`];
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinalEndings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** The first turn in the rotation. */
function turnWords(standings: readonly Standing[]): readonly string[] {
	let first = Number.POSITIVE_INFINITY;
	for (const { rotation } of standings) if (rotation.kind === 'due') first = Math.min(first, rotation.place);
	if (first === 1) return ['next'];
	return Number.isFinite(first) ? [`${first}${ordinalEndings[ordinals.select(first)] ?? 'th'} in line`] : [];
}
