/** Turns of the event loop: long work yields before others notice a delay. */
import { createQueue } from './queue.ts';

export interface Turns {
	/** True once this turn has lasted long enough: then call `pause`. Cheap enough to call for every item. */
	isOver(): boolean;
	/** Resolves in a later turn, after everyone who paused earlier has continued. */
	pause(): Promise<void>;
}

/** Milliseconds of long work in one turn, for all callers together. */
const longest = 20;

/**
 * All long work of a process shares one of these, because it shares one thread: many concurrent requests take no longer turns
 * than one. Each turn goes to one of the paused callers, in the order of their pauses.
 * @param now milliseconds, from a monotonic clock
 * @param nextTurn calls back in the next turn of the event loop, after others have run
 */
export function createTurns(now: () => number, nextTurn: (begin: () => void) => void): Turns {
	const paused = createQueue<() => void>();
	let began: number | undefined;

	const begin = (): void => {
		began = now();
		nextTurn(() => {
			began = undefined;
			const goOn = paused.first();
			if (goOn === undefined) return;
			paused.shift();
			begin();
			goOn();
		});
	};

	return {
		isOver() {
			if (began !== undefined) return now() - began > longest;
			begin();
			return false;
		},
		pause: () =>
			new Promise((goOn) => {
				paused.push(goOn);
				if (began === undefined) begin();
			}),
	};
}
