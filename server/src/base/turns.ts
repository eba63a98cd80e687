/** Turns of the event loop: long work gives way to others before they would notice. */
import { createQueue } from './queue.ts';

export interface Turns {
	/** True once this turn has lasted long enough: then `pause`. Cheap enough to be asked for every item. */
	isOver(): boolean;
	/** Resolves in a later turn, when everybody who paused before has gone on. */
	pause(): Promise<void>;
}

/** Milliseconds of long work in one turn, whoever does it. */
const longest = 20;

/**
 * All long work of a process shares one of these, for it shares one thread: many requests at once take no longer turns than
 * one does. Each turn belongs to one of those who paused, the first of them first.
 * @param now milliseconds, of a clock that never goes back
 * @param nextTurn calls back in the next turn of the event loop, once others have had theirs
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
