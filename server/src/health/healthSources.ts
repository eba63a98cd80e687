/** What the health of a repository is made from. */
import type { CivilTime } from '../base/civilTime.ts';
import type { HistoryEvent } from '../history/event.ts';
import type { SpaceSample } from '../history/space.ts';
import type {
	FarmHost,
	ForecastStep,
	HiddenSubarch,
	LockSigns,
	MissingSubarch,
	Repository,
	RepositoryPolicy,
} from '../repository/index.ts';
import type { IndexHealth } from './model/indexHealth.ts';
import type { StorageFacts } from './survey/storageFacts.ts';

export interface HealthSources {
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	readonly missing: readonly MissingSubarch[];
	/** Named, and perhaps in a directory that cannot be read. */
	readonly hidden: readonly HiddenSubarch[];
	/** The known hosts, this one first; absent: unknown. */
	readonly farm?: readonly FarmHost[];
	/** Milliseconds since the epoch, and the same as local civil time. */
	readonly at: number;
	readonly now: CivilTime;
	/** The next builds; none if it is unknown. */
	readonly forecast: readonly ForecastStep[];
	readonly index: IndexHealth;
	/** What locks and claims show of their builds, by the path of the subarch. */
	readonly lockSigns: ReadonlyMap<string, LockSigns>;
	readonly history: KnownHistory;
	/** Absent until the files were measured. */
	readonly files?: Pick<StorageFacts, 'storage' | 'coverage' | 'subarches'>;
	/** Transitions are counted from this moment. */
	readonly since: number;
}

/** The recorded events, the oldest first, or why there are none. */
export type KnownHistory =
	| {
			readonly kind: 'events';
			readonly events: readonly HistoryEvent[];
			/** How full the file system of the mirror was. */
			readonly space: readonly SpaceSample[];
	  }
	| { readonly kind: 'off'; readonly reason: string };
