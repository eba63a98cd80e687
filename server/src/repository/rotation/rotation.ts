/**
 * The build rotation: which subarches are due, in which order, and why. A pure function of a scanned repository.
 * Metro: `find_build` and `nextbuild` in scripts/buildrepo (funtoo/metro dcfe269 and a728df2, macaroni-os/metro d7996c1).
 */
import { type CivilTime, DAY } from '../../base/civilTime.ts';
import { append } from '../../base/collections.ts';
import { countOf, type Subarch, whyUnranked } from '../model.ts';
import type { RepositoryPolicy } from '../policy.ts';

/**
 * Why a subarch has its turn: it was `never-built`; it is `starved`, having failed but waited for twice `stale_days`; or
 * its latest build is `stale`.
 */
export type TurnReason = 'never-built' | 'starved' | 'stale';

export interface Turn {
	readonly subarch: Subarch;
	readonly reason: TurnReason;
	readonly failcount: number;
}

/** The part of a policy that the rotation uses. */
export type RotationPolicy = Pick<RepositoryPolicy, 'staleDays' | 'maxFailcount' | 'order'>;

/**
 * All that is due, in Metro's order: for each failcount from zero up to the maximum those never built, then the starved
 * ones of the next failcount, then the stale ones, oldest first; equal ones in the order of `.buildbot`. As in Metro a
 * never-built subarch passes every test of age, so it comes up among the starved of the failcount before, too. Metro of 2024 takes
 * the stale ones of each failcount in the order of `.buildbot`, and nothing else.
 */
export function* rotation(
	subarches: readonly Subarch[],
	policy: RotationPolicy,
	now: CivilTime,
): Generator<Turn, void, undefined> {
	const byFailcount = new Map<number, Subarch[]>();
	for (const subarch of subarches) {
		const count = countOf(subarch);
		if (!subarch.local || count === undefined || count >= policy.maxFailcount) continue;
		if (whyUnranked(subarch) === undefined) append(byFailcount, count, subarch);
	}
	const group = (failcount: number): readonly Subarch[] => byFailcount.get(failcount) ?? [];
	if (policy.order === 'as-written') {
		for (const failcount of [...byFailcount.keys()].sort((a, b) => a - b)) {
			for (const subarch of group(failcount)) {
				const isStale = subarch.latest !== undefined && isOlder(subarch, policy.staleDays, now);
				if (isStale) yield { subarch, reason: 'stale', failcount };
			}
		}
		return;
	}
	const counts = [...byFailcount.keys()].flatMap((count) => [count - 1, count]);
	for (const failcount of [...new Set(counts)].filter((count) => count >= 0).sort((a, b) => a - b)) {
		for (const subarch of group(failcount)) {
			if (subarch.latest === undefined) yield { subarch, reason: 'never-built', failcount };
		}
		for (const subarch of oldestFirst(group(failcount + 1))) {
			const reason = subarch.latest === undefined ? 'never-built' : 'starved';
			if (isOlder(subarch, 2 * policy.staleDays, now)) yield { subarch, reason, failcount: failcount + 1 };
		}
		for (const subarch of oldestFirst(group(failcount))) {
			const stale = subarch.latest !== undefined && isOlder(subarch, policy.staleDays, now);
			if (stale) yield { subarch, reason: 'stale', failcount };
		}
	}
}

/** What `nextbuild` finds in the rotation. */
export interface NextBuild {
	/** The one to build; `undefined` if nothing is due that is not being built already. */
	readonly turn: Turn | undefined;
	/** Those skipped because their build is in progress, once for each time they came up. */
	readonly inProgress: readonly Turn[];
}

/** Goes through the rotation up to the first subarch that is not being built. */
export function nextInRotation(
	subarches: readonly Subarch[],
	policy: RotationPolicy,
	now: CivilTime,
): NextBuild {
	const inProgress: Turn[] = [];
	for (const turn of rotation(subarches, policy, now)) {
		if (turn.subarch.lock.kind !== 'live') return { turn, inProgress };
		inProgress.push(turn);
	}
	return { turn: undefined, inProgress };
}

function isOlder(subarch: Subarch, days: number, now: CivilTime): boolean {
	return subarch.latest === undefined || now - subarch.latest.date >= days * DAY;
}

/** Never-built ones first, as SQL has it with missing values. */
function oldestFirst(subarches: readonly Subarch[]): readonly Subarch[] {
	const date = (subarch: Subarch): number => subarch.latest?.date ?? Number.NEGATIVE_INFINITY;
	return [...subarches].sort((a, b) => (date(a) === date(b) ? 0 : date(a) - date(b)));
}
