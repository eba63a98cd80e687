/** Goes over everything followed, continually and a little at a time, to find whatever was missed. */
import type { Followed } from './followed.ts';

export interface Sweep {
	stop(): void;
}

/** Milliseconds between portions. */
const pace = 250;
/** The shortest duration of a round in milliseconds, however little there is to compare. */
const round = 2000;
/** Paths in one portion. Those of 50,000 builds take less than a minute. */
const most = 300;

/** What to do with a path when its turn comes. */
export interface SweepWork {
	/** Compares a path of a topic with the disk. */
	compare(topic: Followed, path: string): void;
	/** Checks that a watch is still on the directory that its path means. */
	check(directory: string): Promise<void>;
	/** The previous comparisons are not done yet. */
	isBusy(): boolean;
}

/** Starts at once, and continues until stopped. */
export function createSweep(topics: ReadonlySet<Followed>, work: SweepWork): Sweep {
	let isBusy = false;
	const pressing = createRounds(function* () {
		for (const topic of topics) {
			if (!topic.isPressing) continue;
			yield* pathsOf(topic);
			// Some directories are not read themselves, only files in them. Everything others have watched is.
			for (const directory of topic.directories) yield () => work.check(directory);
		}
	});
	const others = createRounds(function* () {
		for (const topic of topics) if (!topic.isPressing) yield* pathsOf(topic);
	});

	function* pathsOf(topic: Followed): Generator<() => Promise<void>> {
		for (const path of topic.footprint.keys()) {
			yield async () => {
				work.compare(topic, path);
			};
		}
	}

	const timer = setInterval(() => {
		if (isBusy || work.isBusy()) return;
		isBusy = true;
		void step().finally(() => {
			isBusy = false;
		});
	}, pace);
	timer.unref();

	async function step(): Promise<void> {
		for (const rounds of [pressing, others]) for (const turn of rounds.portion()) await turn();
	}

	return { stop: () => clearInterval(timer) };
}

interface Rounds<T> {
	/** The next item; nothing until a round may begin. */
	portion(): T[];
}

/** Rounds over items that may change meanwhile, each in as many portions as fit into its time. */
function createRounds<T>(items: () => Generator<T>): Rounds<T> {
	let current: Generator<T> | undefined;
	/** Portions since the round began. */
	let portions = 0;
	let before = 0;
	let sofar = 0;
	return {
		portion() {
			portions++;
			if (current === undefined) {
				if (portions * pace < round && before > 0) return [];
				current = items();
				portions = 0;
				sofar = 0;
			}
			// The last round shows how much there is; if it has grown, the portions become larger.
			const share = Math.ceil((Math.max(before, sofar) * pace) / round);
			const size = Math.min(most, Math.max(share, 25));
			const portion: T[] = [];
			while (portion.length < size) {
				const { value, done } = current.next();
				if (done === true) {
					before = sofar;
					current = undefined;
					break;
				}
				portion.push(value);
				sofar++;
			}
			return portion;
		},
	};
}
