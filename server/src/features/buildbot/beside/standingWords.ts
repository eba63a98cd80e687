/** How subarches stand, in the few words that fit beside a name, and in a line for each. */
import { type CivilTime, DAY } from '../../../base/civilTime.ts';
import { withCount } from '../../../base/phrases.ts';
import { countedStates, countSubarches, totalWords } from '../../../health/subarchCounts.ts';
import { countOf, type RepositoryPolicy } from '../../../repository/index.ts';
import type { Standing, Standings } from './standings.ts';

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
	const states = countedStates(countSubarches(standings))
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
export function totalSentence({ all }: Pick<Standings, 'all'>): string {
	return `${withCount(all.length, 'subarch', 'subarches')}: ${totalWords(countSubarches(all)).join(', ')}`;
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
