/** One dated build on the time line. */
import type { CivilTime } from '../../base/civilTime.ts';

export interface BuildMark {
	/** The name of its directory. */
	readonly name: string;
	readonly day: CivilTime;
	/**
	 * `full` and `freshen`: complete, from stage1 on or not; `other`: complete, of another target; `failed`: its end is recorded as a
	 * failure; `running`: what the build in progress works on.
	 */
	readonly kind: 'full' | 'freshen' | 'other' | 'incomplete' | 'failed' | 'running' | 'unreadable';
	/** The target, where the history knows it. */
	readonly target?: string;
	/** Clean would remove it, and why. */
	readonly goes?: string;
	/** Clean keeps it, and why. */
	readonly kept?: string;
	/** Disk use; absent: unknown. */
	readonly bytes?: number;
}
