/** The dated builds of a subarch as marks on a calendar. */
import type { CivilTime } from '../base/civilTime.ts';
import {
	type DatedBuild,
	isBeingBuilt,
	itemPhrase,
	type Repository,
	type RepositoryPolicy,
	retention,
	type Subarch,
} from '../repository/index.ts';
import type { BuildMark } from './model/buildMark.ts';
import { rowIdOf } from './subarchId.ts';

export interface Timelines {
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	readonly now: CivilTime;
}

/** The marks between two days, both included, by the row of the subarch, oldest first. Rows that are gone have none. */
export function timelinesOf(
	{ repository, policy, now }: Timelines,
	rows: ReadonlySet<string>,
	from: CivilTime,
	to: CivilTime,
): Readonly<Record<string, readonly BuildMark[]>> {
	const subarches = repository.subarches.filter(({ path }) => rows.has(rowIdOf(repository, path)));
	// Each subarch is cleaned by itself.
	const items = new Map(
		retention({ ...repository, subarches, snapshots: [] }, policy, now).map((item) => [item.path, item]),
	);
	const marksOf = (subarch: Subarch): readonly BuildMark[] =>
		subarch.builds
			.filter(({ date }) => date >= from && date <= to)
			.sort((a, b) => a.date - b.date)
			.map((build) => {
				const item = items.get(build.path);
				return {
					name: build.name,
					day: build.date,
					kind: kindOf(subarch, build),
					...(item !== undefined && { [item.action === 'keep' ? 'kept' : 'goes']: itemPhrase(item) }),
				};
			});
	return Object.fromEntries(
		subarches.map((subarch) => [rowIdOf(repository, subarch.path), marksOf(subarch)]),
	);
}

function kindOf(subarch: Subarch, build: DatedBuild): BuildMark['kind'] {
	if (isBeingBuilt(subarch, build)) return 'running';
	switch (build.state) {
		case 'complete':
			return build.full ? 'full' : 'freshen';
		case 'unreadable':
			return 'unreadable';
		case 'incomplete':
		case 'unfinished':
			return 'incomplete';
	}
}
