/** What changed since a moment. */
import type { SubarchId } from './subarch.ts';

export interface Transitions {
	/** Milliseconds since the epoch. */
	readonly since: number;
	/** Good at that moment, with a failcount above zero now. */
	readonly newlyFailing: readonly SubarchId[];
	/** Failing at that moment; a build succeeded since then, and none failed after it. */
	readonly recovered: readonly SubarchId[];
	/** Failing at that moment, with a failcount of zero now, but without a good build: it was zapped. */
	readonly reset: readonly SubarchId[];
	/** Has reached the maximal failcount since then. */
	readonly leftRotation: readonly SubarchId[];
	/** At least one build succeeded. */
	readonly built: readonly SubarchId[];
	/** First seen since then. */
	readonly appeared: readonly SubarchId[];
	/** Recorded at some time, and without a directory now. */
	readonly gone: readonly SubarchId[];
}
