/** Long work that runs in one go or in stretches: it yields wherever others may have a turn. */
import type { WorkSignal } from './abort.ts';

export type Work<Result> = Generator<void, Result, void>;

/** Does the work in one go. */
export function finish<Result>(work: Work<Result>): Result {
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
	}
}

/** Does the work, with a pause at the end of each turn. Rejects with `AbortError` if it was cancelled during a pause. */
export async function inTurns<Result>(work: Work<Result>, signal: WorkSignal): Promise<Result> {
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
		if (isTurnOver(signal)) await pause(signal);
	}
}

/** True if long work for the caller should call `pause`. */
export function isTurnOver({ turns }: WorkSignal): boolean {
	return turns?.isOver() === true;
}

/** Lets others have a turn. Rejects with `AbortError` if the caller has cancelled meanwhile. */
export async function pause(signal: WorkSignal): Promise<void> {
	await signal.turns?.pause();
	signal.throwIfAborted();
}

export interface WorkOnce<Key extends object, Result extends object> {
	/** The result; computes the missing part in one go. */
	of(key: Key): Result;
	/** The same, as work. Concurrent callers share it: each continues where the others stopped. */
	work(key: Key): Work<Result>;
}

/** Work that is done once per object, and kept as long as the object lives. */
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
