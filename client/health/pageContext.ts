/** What the sections of the page need besides the health. */
import type { BuildMark, HealthAction, SubarchHealth, SubarchId } from '../../server/src/protocol/health.ts';
import type { Kept } from './kept.ts';

export interface PageContext {
	/** False in Restricted Mode. */
	readonly mayRun: boolean;
	/** The time zone of the repository's machine. */
	readonly zone: string;
	/** The civil time there. */
	readonly now: number;
	/** The time lines that have come so far, by row. */
	readonly marks: ReadonlyMap<string, readonly BuildMark[]>;
	readonly kept: Kept;
	keep(change: Partial<Kept>): void;
	/** A moment (milliseconds since the epoch) as date and time where the repository is. */
	moment(at: number): string;
	/** A moment in as few words as are clear today. */
	nearMoment(at: number): string;
	/** The subarch; `undefined`: it has no row, or none any more. */
	find(id: SubarchId): SubarchHealth | undefined;
	/** Shows the details of a subarch. `event`: the click that asks for it. */
	select(row: string, event: Event): void;
	/** `row` is the id of a row, of a subarch or below one; absent: it is about the repository. */
	act(action: HealthAction, row?: string): void;
	/** Asks for the time lines of rows between two days (civil times), unless they were asked for. */
	askTimelines(rows: readonly string[], from: number, to: number): void;
}
