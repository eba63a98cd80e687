/** Reads what the health needs besides a snapshot: the forecast, and the age of locks. */
import { toCivil } from '../base/civilTime.ts';
import { type FileReader, undefinedIfUnreadable } from '../base/fileSystem.ts';
import { mapParallel } from '../base/parallel.ts';
import {
	claimPath,
	type Dialect,
	forecastBuilds,
	type HiddenSubarch,
	lockPath,
	type MapBuildAnswer,
	type MapBuildRequest,
	type MissingSubarch,
	type Repository,
	type RepositoryPolicy,
	type Subarch,
} from '../repository/index.ts';
import type { HealthSources } from './healthSources.ts';

/** What is known of the repository already. */
export interface KnownRepository {
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	readonly dialect: Dialect;
	readonly missing: readonly MissingSubarch[];
	readonly hidden: readonly HiddenSubarch[];
	readonly askMapBuild: (last: MapBuildRequest) => Promise<MapBuildAnswer>;
}

/** How many builds ahead are shown. */
const buildsAhead = 12;

const atOnce = 8;

export async function readHealthSources(
	known: KnownRepository,
	given: Pick<HealthSources, 'at' | 'since' | 'history' | 'index' | 'files'>,
	files: FileReader,
): Promise<HealthSources> {
	const { repository, policy, dialect, missing, hidden, askMapBuild } = known;
	const { at } = given;
	const now = toCivil(at);
	const { subarches } = repository;
	const forecast = await forecastBuilds(subarches, policy, dialect, now, buildsAhead, askMapBuild);
	const lockedSince = await readLockTimes(subarches, files);
	return { ...given, repository, policy, missing, hidden, now, forecast, lockedSince };
}

/** When locks and claims were taken, by the path of the subarch; without those whose time cannot be read. */
export async function readLockTimes(
	subarches: readonly Subarch[],
	files: FileReader,
): Promise<ReadonlyMap<string, number>> {
	const locked = subarches.filter(({ lock }) => lock.kind !== 'none');
	const times = new Map<string, number>();
	await mapParallel(locked, atOnce, async (subarch) => {
		const timeOf = async (path: string): Promise<number | undefined> =>
			(await undefinedIfUnreadable(() => files.status(path)))?.modified;
		const time = (await timeOf(lockPath(subarch))) ?? (await timeOf(claimPath(subarch)));
		if (time !== undefined) times.set(subarch.path, time);
	});
	return times;
}
