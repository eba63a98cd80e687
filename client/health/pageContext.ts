/** What the sections of the page need besides the health. */
import type { BuildMark, HealthAction } from '../../server/src/protocol/health.ts';

export interface PageContext {
	/** False in Restricted Mode. */
	readonly mayRun: boolean;
	/** The time zone of the repository's machine. */
	readonly zone: string;
	/** The time lines that have come so far, by row. */
	readonly marks: ReadonlyMap<string, readonly BuildMark[]>;
	/** A moment (milliseconds since the epoch) in words. */
	moment(at: number): string;
	/** `row` is the id of a subarch's row; absent: it is about the repository. */
	act(action: HealthAction, row?: string): void;
	/** Asks for the time lines of rows between two days (civil times), unless they were asked for. */
	askTimelines(rows: readonly string[], from: number, to: number): void;
}
