/** A lock, or a claim to one, in the repository. */
import type { SubarchId } from './subarch.ts';

export interface LockHealth {
	readonly path: string;
	readonly subarch: SubarchId;
	/** Who holds it, in words: `process 1234`. */
	readonly holder: string;
	/** `unknown`: of another machine, or unreadable; such a lock holds. */
	readonly state: 'live' | 'stale' | 'unknown';
	/** When it was taken, in milliseconds since the epoch; absent: unknown. */
	readonly since?: number;
	/** When the build of another host wrote something last; absent: unknown. */
	readonly lastChange?: number;
}
