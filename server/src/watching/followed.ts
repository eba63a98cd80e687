/** A topic as the follower keeps it. */
import type { Footprint } from './footprint.ts';

export interface Followed {
	readonly isPressing: boolean;
	footprint: Footprint;
	ways: ReadonlySet<string>;
	/** Those that are watched for it. */
	directories: ReadonlySet<string>;
	/** A change was told, and nobody has read again. */
	isOutdated: boolean;
	isDisposed: boolean;
	changed(): void;
}
