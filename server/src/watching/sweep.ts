/** Goes over everything that is followed, again and again, a little at a time: whatever was missed is found then. */
import type { Followed } from './followed.ts';

export interface Sweep {
	stop(): void;
}

/** Milliseconds from one portion to the next. */
const pace = 250;
/** Milliseconds that a round takes at least, however little there is to be compared. */
const round = 2000;
/** Paths in one portion: those of 50,000 builds are gone over in less than a minute. */
const most = 300;

/** What is done with a path when its turn comes. */
export interface SweepWork {
	/** Compares a path of a topic with the disk. */
	compare(topic: Followed, path: string): void;
	/** Checks that a watch still is on what the path means. */
	check(directory: string): Promise<void>;
	/** What was to be compared before is not done yet. */
	isBusy(): boolean;
}

/** Begins at once, and goes on until it is stopped. */
export function createSweep(topics: ReadonlySet<Followed>, work: SweepWork): Sweep {
	let isBusy = false;
	const pressing = createRounds(function* () {
		for (const topic of topics) {
			if (!topic.isPressing) continue;
			yield* pathsOf(topic);
			// Some are not read themselves, only files in them. All that others have watched is.
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
	/** What is next; nothing until a round may begin. */
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
			// The last round tells how much there is; one that has grown takes larger portions as it goes on.
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
