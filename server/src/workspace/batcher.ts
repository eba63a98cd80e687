/** Combines bursts: repeated requests in a short time cause one run of the work, never two at once. */

export interface Batcher<Item> {
	/** Requests that `item` be processed soon. */
	add(item: Item): void;
	/** Resolves when everything requested so far is done. */
	settled(): Promise<void>;
	stop(): void;
}

/**
 * @param delay milliseconds from the first request of a burst to the work
 * @param work receives everything gathered; must not reject
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
