/** Reads what the health needs besides a snapshot: the forecast, and the age of locks. */
import { toCivil } from '../base/civilTime.ts';
import type { FileReader } from '../base/fileSystem.ts';
import {
	type AskMapBuild,
	type Dialect,
	type FarmHost,
	forecastBuilds,
	type HiddenSubarch,
	type MissingSubarch,
	type Repository,
	type RepositoryPolicy,
	readLockSigns,
} from '../repository/index.ts';
import type { HealthSources } from './healthSources.ts';

/** What is known of the repository already. */
export interface KnownRepository {
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	readonly dialect: Dialect;
	readonly missing: readonly MissingSubarch[];
	readonly hidden: readonly HiddenSubarch[];
	readonly farm?: readonly FarmHost[];
	readonly askMapBuild: AskMapBuild;
}

/** How many builds ahead are shown. */
const buildsAhead = 12;

export async function readHealthSources(
	known: KnownRepository,
	given: Pick<HealthSources, 'at' | 'since' | 'history' | 'index' | 'files'>,
	files: FileReader,
): Promise<HealthSources> {
	const { repository, policy, dialect, missing, hidden, farm, askMapBuild } = known;
	const { at } = given;
	const now = toCivil(at);
	const { subarches } = repository;
	const forecast = await forecastBuilds(subarches, policy, dialect, now, buildsAhead, askMapBuild);
	const lockSigns = await readLockSigns(subarches, files);
	const hosts = farm === undefined ? {} : { farm };
	return { ...given, ...hosts, repository, policy, missing, hidden, now, forecast, lockSigns };
}
