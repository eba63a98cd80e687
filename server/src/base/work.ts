/** Long work that can be done in one go, or a stretch at a time: it yields wherever others may have a turn. */
import type { WorkSignal } from './abort.ts';

export type Work<Result> = Generator<void, Result, void>;

/** Does the work in one go. */
export function finish<Result>(work: Work<Result>): Result {
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
	}
}

/** Does the work with a pause whenever a turn is over. Rejects with `AbortError` after a pause that the caller did not wait for. */
export async function inTurns<Result>(work: Work<Result>, signal: WorkSignal): Promise<Result> {
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
		if (isTurnOver(signal)) await pause(signal);
	}
}

/** True if whoever does long work for the caller should `pause`. */
export function isTurnOver({ turns }: WorkSignal): boolean {
	return turns?.isOver() === true;
}

/** Lets others have a turn. Rejects with `AbortError` if the caller has lost interest meanwhile. */
export async function pause(signal: WorkSignal): Promise<void> {
	await signal.turns?.pause();
	signal.throwIfAborted();
}

export interface WorkOnce<Key extends object, Result extends object> {
	/** The result, worked out in one go as far as nobody has yet. */
	of(key: Key): Result;
	/** The same as work. Who waits for the same result shares it: each goes on where the others have stopped. */
	work(key: Key): Work<Result>;
}

/** Work that is done once for each object, and remembered as long as somebody holds that. */
export function workOncePer<Key extends object, Result extends object>(
	begin: (key: Key) => Work<Result>,
): WorkOnce<Key, Result> {
	const results = new WeakMap<Key, Result>();
	const begun = new WeakMap<Key, Work<Result>>();

	const step = (key: Key): Result | undefined => {
		const work = begun.get(key) ?? begin(key);
		begun.set(key, work);
		try {
			const { done, value } = work.next();
			if (done !== true) return undefined;
			results.set(key, value);
			begun.delete(key);
			return value;
		} catch (error) {
			begun.delete(key);
			throw error;
		}
	};

	function* work(key: Key): Work<Result> {
		for (;;) {
			const result = results.get(key) ?? step(key);
			if (result !== undefined) return result;
			yield;
		}
	}

	return { of: (key) => results.get(key) ?? finish(work(key)), work };
}
