/** What the history says, ready to be shown. */
import type { SubarchId } from './subarch.ts';

/** The results of the builds that ended in a week. */
export interface WeekResults {
	/** Its start: Monday at midnight, local time, in milliseconds since the epoch. */
	readonly weekAt: number;
	readonly succeeded: number;
	readonly failed: number;
	/** Median milliseconds of the successful builds; absent: unknown. */
	readonly medianDuration?: number;
}

export interface LoggedEvent {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly kind: string;
	/** What happened, in one sentence. */
	readonly text: string;
	readonly subarch?: SubarchId;
	readonly tone: 'good' | 'bad' | 'neutral';
}
