/** The dated builds of a subarch as marks on a calendar. */
import type { CivilTime } from '../base/civilTime.ts';
import type { BuildEnded, HistoryEvent } from '../history/event.ts';
import { nameOfSubarch } from '../history/foundEvents.ts';
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
	/** What the history holds, the oldest first. */
	readonly events: readonly HistoryEvent[];
	/** The disk use of a build, by its path below the mirror; `undefined`: unknown. */
	readonly bytesOf?: ((build: string) => number | undefined) | undefined;
}

/** The marks between two days, both included, by the row of the subarch, oldest first. Rows that are gone have none. */
export function timelinesOf(
	{ repository, policy, now, events, bytesOf }: Timelines,
	rows: ReadonlySet<string>,
	from: CivilTime,
	to: CivilTime,
): Readonly<Record<string, readonly BuildMark[]>> {
	const subarches = repository.subarches.filter(({ path }) => rows.has(rowIdOf(repository, path)));
	// Each subarch is cleaned by itself.
	const items = new Map(
		retention({ ...repository, subarches, snapshots: [] }, policy, now).map((item) => [item.path, item]),
	);
	const ends = lastEnds(events, new Set(subarches.map(nameOfSubarch)));
	const marksOf = (subarch: Subarch): readonly BuildMark[] =>
		subarch.builds
			.filter(({ date }) => date >= from && date <= to)
			.sort((a, b) => a.date - b.date)
			.map((build) => {
				const item = items.get(build.path);
				const end = ends.get(`${nameOfSubarch(subarch)}/${build.name}`);
				const bytes = bytesOf?.(rowIdOf(repository, build.path));
				return {
					name: build.name,
					day: build.date,
					kind: kindOf(subarch, build, end),
					...(end?.target !== undefined && { target: end.target }),
					...(bytes !== undefined && { bytes }),
					...(item !== undefined && { [item.action === 'keep' ? 'kept' : 'goes']: itemPhrase(item) }),
				};
			});
	return Object.fromEntries(
		subarches.map((subarch) => [rowIdOf(repository, subarch.path), marksOf(subarch)]),
	);
}

/** How each build of these subarches ended last, by their names and the day. */
function lastEnds(
	events: readonly HistoryEvent[],
	names: ReadonlySet<string>,
): ReadonlyMap<string, BuildEnded> {
	const ends = new Map<string, BuildEnded>();
	for (const event of events) {
		if (event.kind !== 'build-ended' || event.day === undefined || !names.has(event.name)) continue;
		if (event.result !== 'not-started') ends.set(`${event.name}/${event.day}`, event);
	}
	return ends;
}

/** Targets of builds that are told apart by their files. */
const usualTargets: readonly string[] = ['full', 'freshen'];

function kindOf(subarch: Subarch, build: DatedBuild, end: BuildEnded | undefined): BuildMark['kind'] {
	if (isBeingBuilt(subarch, build) === 'yes') return 'running';
	switch (build.state) {
		case 'complete':
			if (end?.target !== undefined && !usualTargets.includes(end.target)) return 'other';
			return build.full ? 'full' : 'freshen';
		case 'unreadable':
			return 'unreadable';
		case 'incomplete':
		case 'unfinished':
			return end?.result === 'failed' ? 'failed' : 'incomplete';
	}
}
