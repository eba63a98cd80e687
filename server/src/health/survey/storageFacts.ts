/** Storage and coverage of a repository: measured in stretches, and again only where something may have changed. */
import type { WorkSignal } from '../../base/abort.ts';
import type { CivilTime } from '../../base/civilTime.ts';
import { type SpaceReader, undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { isTurnOver, pause } from '../../base/work.ts';
import {
	createFreedSum,
	type DatedBuild,
	type Dialect,
	diskUseOf,
	type PlanPorts,
	type Repository,
	type RepositoryPolicy,
	type RetentionItem,
	type Subarch,
} from '../../repository/index.ts';
import type { DigestCoverage, StorageUse } from '../model/storage.ts';
import type { SubarchHealth } from '../model/subarch.ts';
import { rowIdOf } from '../subarchId.ts';
import type { ArchiveCounts } from './archiveCount.ts';
import { createRemovalPlanner } from './removalPlanner.ts';
import { type FreedItem, storageUse } from './storageUse.ts';
import { createSurveyor, type Surveyor } from './surveyor.ts';

/** What the files of a subarch add to its health; what is absent is unknown. */
export type SubarchStorage = Pick<SubarchHealth, 'archives' | 'hashed' | 'signed' | 'bytes' | 'freed'>;

export interface StorageFacts {
	readonly storage: StorageUse;
	readonly coverage: DigestCoverage;
	/** By the id of the row. */
	readonly subarches: ReadonlyMap<string, SubarchStorage>;
	/** The disk use of a dated build, by its path below the mirror. */
	bytesOf(build: string): number | undefined;
}

export interface StoragePorts extends PlanPorts {
	readonly files: PlanPorts['files'] & SpaceReader;
	readonly signal: WorkSignal;
}

/** A repository, and what decides how it is measured. */
export interface MeasuredRepository {
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	readonly dialect: Dialect;
}

export interface StorageReader {
	/**
	 * Measures; `undefined` if there is no mirror.
	 * @param isOutdated false for subarches, by the id of the row, that are as they were measured
	 */
	read(
		measured: MeasuredRepository,
		now: CivilTime,
		isOutdated?: (row: string) => boolean,
	): Promise<StorageFacts | undefined>;
	/** The rows of subarches to be measured again soon. */
	readonly restless: ReadonlySet<string>;
}

/** @param atOnce the number of directories measured at a time */
export function createStorageReader(ports: StoragePorts, atOnce: number): StorageReader {
	const { files, signal } = ports;
	let dialectName: string | undefined;
	let surveyor = createSurveyor(files, ports.now, atOnce, () => false);
	/** What was counted by the rules of another dialect is of no use. */
	const follow = ({ name, digests }: Dialect): void => {
		if (name === dialectName) return;
		dialectName = name;
		surveyor = createSurveyor(files, ports.now, atOnce, digests.isArchive);
	};
	const planner = createRemovalPlanner();
	return {
		async read({ repository, policy, dialect }, now, isOutdated = () => true) {
			follow(dialect);
			const mirror = await undefinedIfUnreadable(() => files.realPath(repository.mirror));
			const survey = mirror === undefined ? undefined : await surveyor.survey(mirror, signal, isOutdated);
			if (mirror === undefined || survey === undefined) return undefined;
			const removals = await planner.plan(repository, policy, now, ports, (subarch) =>
				isOutdated(rowIdOf(repository, subarch.path)),
			);
			const freed = await freedBy(removals, repository, surveyor, ports);
			const space = await undefinedIfUnreadable(() => files.space(mirror));
			const storage = storageUse(survey, freed, space);
			const subarches = new Map<string, SubarchStorage>();
			for (const subarch of repository.subarches) {
				if (isTurnOver(signal)) await pause(signal);
				const row = rowIdOf(repository, subarch.path);
				const bytes = survey.bySubarch.get(row);
				subarches.set(row, {
					...(bytes !== undefined && { bytes, freed: 0 }),
					...latestCounts(subarch, repository, surveyor),
				});
			}
			addFreed(subarches, freed);
			return {
				storage,
				coverage: await coverageOf(repository, surveyor, signal),
				subarches,
				bytesOf: (build) => bytesIn(surveyor, build),
			};
		},
		get restless() {
			return surveyor.restless;
		},
	};
}

/** What each removal frees, once those before it are done. */
async function freedBy(
	removals: readonly RetentionItem[],
	repository: Repository,
	surveyor: Surveyor,
	ports: StoragePorts,
): Promise<readonly FreedItem[]> {
	const sum = createFreedSum();
	const freed: FreedItem[] = [];
	for (const { path, changes } of removals) {
		if (isTurnOver(ports.signal)) await pause(ports.signal);
		let bytes: number | undefined = 0;
		for (const change of changes) {
			const known =
				change.kind === 'remove-directory' ? surveyor.useOf(rowIdOf(repository, change.path)) : undefined;
			const more: number | undefined = sum(known ?? (await diskUseOf(change.path, ports)));
			bytes = bytes === undefined || more === undefined ? undefined : bytes + more;
		}
		freed.push({ name: rowIdOf(repository, path), bytes });
	}
	return freed;
}

function addFreed(subarches: Map<string, SubarchStorage>, freed: readonly FreedItem[]): void {
	for (const { name, bytes } of freed) {
		const row = name.split('/', 3).join('/');
		const subarch = subarches.get(row);
		if (subarch?.freed === undefined) continue;
		const { freed: before, ...others } = subarch;
		subarches.set(row, bytes === undefined ? others : { ...others, freed: before + bytes });
	}
}

/** Of the latest build: how many archives it has, and how many with a hash file and a signature. */
function latestCounts(
	{ path, latest }: Subarch,
	repository: Repository,
	surveyor: Surveyor,
): Partial<ArchiveCounts> {
	const use = latest && surveyor.useOf(rowIdOf(repository, `${path}/${latest.aliasOf ?? latest.name}`));
	return use === undefined || use.unmeasured > 0 ? {} : use.counts;
}

/** Of complete builds: an incomplete one may get its hash files yet. */
async function coverageOf(
	repository: Repository,
	surveyor: Surveyor,
	signal: WorkSignal,
): Promise<DigestCoverage> {
	const sum = { archives: 0, hashed: 0, signed: 0 };
	const isCounted = ({ state, linked }: DatedBuild): boolean => state === 'complete' && !linked;
	for (const { builds } of repository.subarches) {
		if (isTurnOver(signal)) await pause(signal);
		for (const { path } of builds.filter(isCounted)) {
			const {
				archives = 0,
				hashed = 0,
				signed = 0,
			} = surveyor.useOf(rowIdOf(repository, path))?.counts ?? {};
			sum.archives += archives;
			sum.hashed += hashed;
			sum.signed += signed;
		}
	}
	return sum;
}

/** A file with several names counts once. */
function bytesIn(surveyor: Surveyor, build: string): number | undefined {
	const use = surveyor.useOf(build);
	if (use === undefined || use.unmeasured > 0) return undefined;
	const shared = new Map(use.shared.map(({ identity, bytes }) => [identity, bytes]));
	return [...shared.values()].reduce((sum, bytes) => sum + bytes, use.bytes);
}
