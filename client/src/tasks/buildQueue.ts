/** Subarches that wait to be built by this window, one after the other. It knows nothing of the editor: `build` runs one to its end. */

export interface Waiting {
	/** The folder with `.metro` and `.buildbot`. */
	readonly home: string;
	/** The directory of the subarch. */
	readonly path: string;
	/** The row of the subarch. */
	readonly id: string;
}

/** What came of one build: `ended`, well or not; `stopped` by the user; `refused`, because it is being built elsewhere for instance. */
export type Built = 'ended' | 'stopped' | 'refused';

export interface BuildQueue {
	/** Appends those that do not wait yet, and begins with the first if none is being built. */
	add(waiting: readonly Waiting[]): void;
	/** Leaves out those of a home that wait; returns them. The one that is being built goes on. */
	leaveOut(home: string): readonly Waiting[];
}

/**
 * @param build rejects only by a fault of the program
 * @param left told of those that were left out, because the user stopped the one before them
 */
export function createBuildQueue(
	build: (next: Waiting) => Promise<Built>,
	left: (rest: readonly Waiting[]) => void,
): BuildQueue {
	let queue: readonly Waiting[] = [];
	let isBusy = false;
	const take = (home: string): readonly Waiting[] => {
		const taken = queue.filter((one) => one.home === home);
		queue = queue.filter((one) => one.home !== home);
		return taken;
	};
	const work = async (): Promise<void> => {
		isBusy = true;
		try {
			for (let [next] = queue; next !== undefined; [next] = queue) {
				queue = queue.slice(1);
				if ((await build(next)) !== 'stopped') continue;
				const rest = take(next.home);
				if (rest.length > 0) left(rest);
			}
		} finally {
			isBusy = false;
		}
	};
	return {
		add(waiting) {
			const known = new Set(queue.map(({ path }) => path));
			queue = [...queue, ...waiting.filter(({ path }) => !known.has(path))];
			if (!isBusy) void work();
		},
		leaveOut: take,
	};
}
