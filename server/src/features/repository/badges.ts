/** The failcounts of subarches as badges. */

import { withCount } from '../../base/phrases.ts';
import type { RowBadge } from '../../protocol/index.ts';
import { countOf, type RepositoryPolicy, type Subarch } from '../../repository/index.ts';

/** The failcount as a badge; `undefined` if there were no failures. */
export function badgeOf(subarch: Subarch, policy: RepositoryPolicy): RowBadge | undefined {
	const count = countOf(subarch);
	if (count === 0) return undefined;
	if (count === undefined)
		return { text: '?', tone: 'error', tooltip: 'Unreadable failcount: out of rotation until zapped' };
	const out = count >= policy.maxFailcount;
	return {
		text: count > 99 ? '99' : String(count),
		tone: out ? 'error' : 'warning',
		tooltip: failcountWords(subarch, count, policy),
	};
}

function failcountWords({ local }: Subarch, count: number, { maxFailcount }: RepositoryPolicy): string {
	const failed = count === 1 ? 'Failed once' : `Failed ${count.toLocaleString('en-US')} times in a row`;
	if (!local) return `${failed}, on another server`;
	if (count >= maxFailcount) return `Out of rotation until zapped: ${lowerFirst(failed)}`;
	return `${failed} (${count} of ${maxFailcount})`;
}

function lowerFirst(text: string): string {
	return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** The rank of a failcount, to find the worst: unreadable ranks above every number. */
function severityOf(subarch: Subarch): number {
	return countOf(subarch) ?? Number.POSITIVE_INFINITY;
}

/** The badge of a group: that of its worst member, with the number of members that have one. */
export function worstBadge(subarches: readonly Subarch[], policy: RepositoryPolicy): RowBadge | undefined {
	const counted = subarches.filter((subarch) => severityOf(subarch) > 0);
	const worst = counted.reduce<Subarch | undefined>(
		(worst, subarch) => (worst === undefined || severityOf(subarch) > severityOf(worst) ? subarch : worst),
		undefined,
	);
	const badge = worst && badgeOf(worst, policy);
	if (badge === undefined) return undefined;
	return {
		...badge,
		tooltip: `${withCount(counted.length, 'subarch', 'subarches')} with a failcount, the worst: ${badge.tooltip}`,
	};
}
