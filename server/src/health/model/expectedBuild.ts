/** A build of the rotation ahead. */
import type { SubarchId } from './subarch.ts';

export interface ExpectedBuild extends SubarchId {
	/** Why it is built, as a clause. */
	readonly why: string;
	/** What `map_build` answers; empty if it names no target, which `why` then says. */
	readonly target: string;
	readonly extras: readonly string[];
	/** When it is expected to start, in milliseconds since the epoch; absent: unknown. */
	readonly startsAt?: number;
	/** How long it usually takes, in milliseconds; absent: unknown. */
	readonly takes?: number;
	/** It is being built now; since when, in milliseconds since the epoch; 0: unknown. */
	readonly since?: number;
}
