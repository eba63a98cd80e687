/** A topic as the follower keeps it. */
import type { Footprint } from './footprint.ts';

export interface Followed {
	readonly isPressing: boolean;
	footprint: Footprint;
	ways: ReadonlySet<string>;
	/** The directories watched for it. */
	directories: ReadonlySet<string>;
	/** A change was reported, and nothing has been read again since. */
	isOutdated: boolean;
	isDisposed: boolean;
	changed(): void;
}
