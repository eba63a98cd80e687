/** Gathers bursts: what is asked for again and again in a short time is done once, and never twice at the same time. */

export interface Batcher<Item> {
	/** Asks for `item` to be dealt with soon. */
	add(item: Item): void;
	/** Resolves when all that was asked for so far is done. */
	settled(): Promise<void>;
	stop(): void;
}

/**
 * @param delay milliseconds from the first request of a burst to the work
 * @param work is given all that was gathered; it must not reject
 */
export function createBatcher<Item>(
	delay: number,
	work: (items: ReadonlySet<Item>) => Promise<void>,
): Batcher<Item> {
	let gathered = new Set<Item>();
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<void> = Promise.resolve();
	let stopped = false;

	const run = (): void => {
		timer = undefined;
		const items = gathered;
		gathered = new Set();
		running = running.then(() => (stopped ? undefined : work(items)));
	};

	return {
		add(item) {
			if (stopped) return;
			gathered.add(item);
			timer ??= setTimeout(run, delay);
		},
		async settled() {
			if (timer !== undefined) {
				clearTimeout(timer);
				run();
			}
			await running;
		},
		stop() {
			stopped = true;
			clearTimeout(timer);
		},
	};
}
