/** How well index.xml fits the repository. */

export interface IndexHealth {
	/** `unknown`: it, or something it is made from, cannot be read. */
	readonly state: 'missing' | 'current' | 'outdated' | 'unknown';
	/** Milliseconds since the epoch. */
	readonly writtenAt?: number;
	/** Builds that it would list if it were written now, as paths below the mirror. */
	readonly lacks: readonly string[];
	/** Downloads that it lists and that do not exist, as paths below the mirror. */
	readonly dead: readonly string[];
	/** Why the state is unknown. */
	readonly reason?: string;
}
