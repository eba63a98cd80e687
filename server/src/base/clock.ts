/** The port through which the cores read the time. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
}

/** The real time, even if a call sets another present. It dates files and what is recorded. */
export interface Timer {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Milliseconds since some moment: measures spans of time, whatever happens to the clock. */
	elapsed(): number;
	/** Resolves after that many milliseconds, or when the user interrupts. */
	sleep(milliseconds: number): Promise<void>;
}
