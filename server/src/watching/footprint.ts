/** What was read, and what each path looked like just before. */
import type { CallOutcome, ContentCall, Seen, Stamp } from './seen.ts';

/** By path. */
export type Footprint = ReadonlyMap<string, Seen>;

/** Of most paths: one list for all of them. */
const none: Seen['outcomes'] = [];

/** A footprint that is being made. */
export class FootprintMaker {
	readonly #paths = new Map<string, Seen>();

	get footprint(): Footprint {
		return this.#paths;
	}

	/** The earliest stamp stays: whatever is read later is newer. */
	addStamp(path: string, which: 'followed' | 'own', stamp: Stamp): Seen {
		const seen = this.#seen(path);
		seen[which] ??= stamp;
		return seen;
	}

	addOutcome(path: string, call: ContentCall, result: CallOutcome['result'], isUncertain: boolean): void {
		const seen = this.#seen(path);
		seen.outcomes = [...seen.outcomes, { call, result, isUncertain }];
	}

	forget(isForgotten: (path: string) => boolean): void {
		for (const path of this.#paths.keys()) if (isForgotten(path)) this.#paths.delete(path);
	}

	#seen(path: string): Seen {
		const known = this.#paths.get(path);
		if (known !== undefined) return known;
		const seen: Seen = { followed: undefined, own: undefined, isListed: false, outcomes: none };
		this.#paths.set(path, seen);
		return seen;
	}
}
