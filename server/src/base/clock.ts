/** Where the cores learn what time it is. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
}

/** Real time, whatever moment a call takes for the present: files are dated by it. */
export interface Timer {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after that many milliseconds, or as soon as the user interrupts. */
	sleep(milliseconds: number): Promise<void>;
}
