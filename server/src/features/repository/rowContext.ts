/** What the rows of the repository view are made of. */
import type { CivilTime } from '../../base/civilTime.ts';
import type {
	BuildFailure,
	HiddenSubarch,
	LockSigns,
	MissingSubarch,
	Repository,
} from '../../repository/index.ts';
import type { HostView } from './hostWords.ts';

/** The input of rows: a scanned repository, its policy, and the current time. */
export interface RowContext extends HostView {
	readonly repository: Repository;
	readonly now: CivilTime;
	/** Path of the subarch that `nextbuild` would name. */
	readonly nextPath: string | undefined;
	/** Subarches that `.buildbot` names but that have no directory yet. */
	readonly missing: readonly MissingSubarch[];
	/** Subarches that `.buildbot` names and that may be in an unreadable directory. */
	readonly hidden: readonly HiddenSubarch[];
	/** Why subarches fail, by their paths, as far as that is known. */
	readonly failures: ReadonlyMap<string, BuildFailure>;
	/** What the locks of other hosts show, by the paths of the subarches. */
	readonly signs: ReadonlyMap<string, LockSigns>;
}
