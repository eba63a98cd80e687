/** Groups the subarches that fail now by the package at which their last build failed. */
import type { BuildEnded } from '../../history/event.ts';
import { nameOfSubarch } from '../../history/foundEvents.ts';
import { countOf, type Repository } from '../../repository/index.ts';
import type { FailureGroup } from '../model/failureGroup.ts';
import type { SubarchId } from '../model/subarch.ts';
import { idOf } from '../subarchId.ts';
import type { PastBuilds } from './pastBuilds.ts';

interface Group {
	readonly ebuild: string;
	readonly phase: string;
	readonly subarches: SubarchId[];
	firstAt: number;
	lastAt: number;
}

/** The one with the most subarches first. Failures whose package is unknown are left out. */
export function failureGroups(
	{ subarches }: Repository,
	past: ReadonlyMap<string, PastBuilds>,
): readonly FailureGroup[] {
	const groups = new Map<string, Group>();
	for (const subarch of subarches) {
		if (countOf(subarch) === 0) continue;
		const row = failuresInARow(past.get(nameOfSubarch(subarch))?.ended ?? []);
		const last = row.at(-1);
		const failure = last?.failure;
		if (last === undefined || failure === undefined) continue;
		const same = row.filter((build) => isSameFailure(build, failure));
		const firstAt = same[0]?.at ?? last.at;
		const key = JSON.stringify([failure.name, failure.phase]);
		const group = groups.get(key);
		if (group === undefined) {
			const { name: ebuild, phase } = failure;
			groups.set(key, { ebuild, phase, subarches: [idOf(subarch)], firstAt, lastAt: last.at });
			continue;
		}
		group.subarches.push(idOf(subarch));
		group.firstAt = Math.min(group.firstAt, firstAt);
		group.lastAt = Math.max(group.lastAt, last.at);
	}
	return [...groups.values()].sort((a, b) => b.subarches.length - a.subarches.length || b.lastAt - a.lastAt);
}

/** The failures since the last success, oldest first; none if the last build that was not interrupted succeeded. */
function failuresInARow(ended: readonly BuildEnded[]): readonly BuildEnded[] {
	const since = ended.findLastIndex(({ result }) => result === 'succeeded');
	return ended.slice(since + 1).filter(({ result }) => result === 'failed');
}

function isSameFailure({ failure }: BuildEnded, other: NonNullable<BuildEnded['failure']>): boolean {
	return failure?.name === other.name && failure.phase === other.phase;
}
