/** What `clean` would remove, planned again only where something is different. */
import type { WorkSignal } from '../../base/abort.ts';
import type { CivilTime } from '../../base/civilTime.ts';
import { isTurnOver, pause } from '../../base/work.ts';
import {
	type PlanPorts,
	plannedRemovals,
	type Repository,
	type RepositoryPolicy,
	type RetentionItem,
	removalsIn,
	retention,
	type Subarch,
} from '../../repository/index.ts';

export interface RemovalPlanner {
	/**
	 * The removals, in the order of `clean`.
	 * @param isOutdated false for subarches whose files are as they were planned
	 */
	plan(
		repository: Repository,
		policy: RepositoryPolicy,
		now: CivilTime,
		ports: PlanPorts & { readonly signal: WorkSignal },
		isOutdated: (subarch: Subarch) => boolean,
	): Promise<readonly RetentionItem[]>;
}

/** What was planned for a subarch, and from which items of the retention. */
interface Planned {
	readonly key: string;
	readonly removals: readonly RetentionItem[];
}

export function createRemovalPlanner(): RemovalPlanner {
	let known: ReadonlyMap<string, Planned> = new Map();
	return {
		async plan(repository, policy, now, ports, isOutdated) {
			const planned = new Map<string, Planned>();
			for (const subarch of repository.subarches) {
				if (isTurnOver(ports.signal)) await pause(ports.signal);
				// Each subarch is cleaned by itself.
				const alone = { ...repository, subarches: [subarch], snapshots: [] };
				const items = retention(alone, policy, now);
				if (!items.some(({ action }) => action === 'remove')) continue;
				const key = items.map(({ action, path }) => `${action} ${path}`).join('\0');
				const before = isOutdated(subarch) ? undefined : known.get(subarch.path);
				if (before?.key === key) planned.set(subarch.path, before);
				else {
					const removals = removalsIn(await plannedRemovals(alone, policy, now, ports));
					planned.set(subarch.path, { key, removals });
				}
			}
			known = planned;
			const snapshots = await plannedRemovals({ ...repository, subarches: [] }, policy, now, ports);
			const ofSubarches = [...planned.values()].flatMap(({ removals }) => removals);
			return inOrder([...ofSubarches, ...removalsIn(snapshots)], repository, policy);
		},
	};
}

/** See `retention`. */
function inOrder(
	removals: readonly RetentionItem[],
	{ mirror }: Repository,
	{ allBuilds }: RepositoryPolicy,
): readonly RetentionItem[] {
	const builds = [...new Set(allBuilds)];
	const last = 2 * builds.length;
	const rankOf = ({ reason, what, subarch, path }: RetentionItem): number => {
		if (reason === 'interrupted') return last + 1;
		if (reason === 'abandoned') return last;
		const build = subarch?.build ?? path.slice(mirror.length + 1).split('/')[0] ?? '';
		return 2 * builds.indexOf(build) + (what === 'snapshot' ? 1 : 0);
	};
	return removals
		.map((item) => ({ item, rank: rankOf(item) }))
		.sort((a, b) => a.rank - b.rank)
		.map(({ item }) => item);
}
