/** Where the cores learn what time it is. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
}
