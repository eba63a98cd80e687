/** What was read, and the state of each path just before. */
import type { CallOutcome, ContentCall, Seen, Stamp } from './seen.ts';

/** By path. */
export type Footprint = ReadonlyMap<string, Seen>;

/** One list shared by most paths. */
const none: Seen['outcomes'] = [];

/** A footprint under construction. */
export class FootprintMaker {
	readonly #paths = new Map<string, Seen>();

	get footprint(): Footprint {
		return this.#paths;
	}

	/** The earliest stamp stays: everything read later is newer. */
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
