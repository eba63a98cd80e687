/**
 * The health of a repository: plain data for `buildrepo health` and `metrics`, the language server and the Health page. A pure function
 * of what a scan found, what the history holds, what a survey of the files measured, and the time. Days are civil (`CivilTime`), as
 * the repository's are; moments (`…At`) are milliseconds since the epoch. Names are data, never markup. Absent is unknown.
 */
import type { AttentionItem } from './attention.ts';
import type { HealthCounts } from './counts.ts';
import type { ExpectedBuild } from './expectedBuild.ts';
import type { FailureGroup } from './failureGroup.ts';
import type { IndexHealth } from './indexHealth.ts';
import type { LockHealth } from './lockHealth.ts';
import type { LoggedEvent, WeekResults } from './records.ts';
import type { DigestCoverage, StorageUse } from './storage.ts';
import type { SubarchHealth } from './subarch.ts';
import type { Transitions } from './transitions.ts';

export interface Health {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly mirror: string;
	readonly policy: {
		readonly staleDays: number;
		readonly maxFailcount: number;
		readonly keepNum: number;
	};
	/** One sentence. */
	readonly headline: string;
	/** A second line of facts. */
	readonly summary: string;
	readonly counts: HealthCounts;
	readonly transitions: Transitions;
	/** The most urgent first. */
	readonly attention: readonly AttentionItem[];
	/** Builds in progress, then those to come, in order. */
	readonly ahead: readonly ExpectedBuild[];
	/** In the order of `.buildbot`. */
	readonly subarches: readonly SubarchHealth[];
	/** The one with the most subarches first. */
	readonly failures: readonly FailureGroup[];
	/** Absent until the files were surveyed. */
	readonly storage?: StorageUse;
	readonly coverage?: DigestCoverage;
	readonly index: IndexHealth;
	readonly locks: readonly LockHealth[];
	/** The oldest first; none without history. */
	readonly weeks: readonly WeekResults[];
	/** The newest first, bounded. */
	readonly events: readonly LoggedEvent[];
	/** Why there is no history. */
	readonly historyOff?: string;
}
