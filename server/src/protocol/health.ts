/** The Health page: what it asks for and is told. */
import type { CivilTime } from '../base/civilTime.ts';
import type { BuildMark } from '../health/model/buildMark.ts';
import type { Health } from '../health/model/health.ts';
import type { SubarchHealth } from '../health/model/subarch.ts';

export type * from '../health/model/attention.ts';
export type * from '../health/model/buildMark.ts';
export type * from '../health/model/counts.ts';
export type * from '../health/model/expectedBuild.ts';
export type * from '../health/model/failureGroup.ts';
export type * from '../health/model/health.ts';
export type * from '../health/model/indexHealth.ts';
export type * from '../health/model/lockHealth.ts';
export type * from '../health/model/records.ts';
export type * from '../health/model/storage.ts';
export type * from '../health/model/subarch.ts';
export type * from '../health/model/transitions.ts';

export interface HealthParams {
	readonly home: string;
}

/** What is different in the health of a set-up since it was sent last. */
export interface HealthChanged {
	readonly home: string;
	/** The parts that differ, each whole. */
	readonly parts: Partial<Omit<Health, 'subarches'>>;
	/** Optional parts that are unknown now. */
	readonly absent?: readonly (keyof Health)[];
	/** The subarches that are new or differ; absent: none. */
	readonly subarches?: {
		readonly changed: readonly SubarchHealth[];
		/** The row ids of all, if others are there than before or in another order. */
		readonly order?: readonly string[];
	};
}

export interface TimelinesParams {
	readonly home: string;
	/** The row ids of subarches. */
	readonly rows: readonly string[];
	/** Builds of these days, both included. */
	readonly from: CivilTime;
	readonly to: CivilTime;
}

/** The builds by row id, oldest first; unknown rows are left out, and all rows while the health was not asked for. */
export type TimelinesAnswer = Readonly<Record<string, readonly BuildMark[]>>;
