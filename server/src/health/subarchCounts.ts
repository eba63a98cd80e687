/** How many subarches are in which state: the one count that the tree, the editor, the Health page and the command line share. */
import type { SubarchState } from './model/subarch.ts';

/** A subarch as it is counted. */
export interface CountedSubarch {
	readonly state: SubarchState;
	/** Built here. */
	readonly local: boolean;
}

/** Each subarch is local or remote, and besides has one state. */
export interface SubarchCounts {
	readonly all: number;
	readonly local: number;
	/** Built elsewhere, whatever the state. */
	readonly remote: number;
	readonly of: Readonly<Record<SubarchState, number>>;
}

export const wordOfState: Readonly<Record<SubarchState, string>> = {
	unreadable: 'unreadable',
	'out-of-rotation': 'out of rotation',
	failing: 'failing',
	'never-built': 'never built',
	running: 'building',
	stale: 'stale',
	remote: 'remote',
	fresh: 'fresh',
};

/** What needs somebody comes first. What is fresh is the rest, and is not said. */
const urgent = ['unreadable', 'out-of-rotation', 'failing', 'never-built', 'running', 'stale'] as const;

interface WordedCount {
	readonly count: number;
	readonly word: string;
}

export function countSubarches(subarches: Iterable<CountedSubarch>): SubarchCounts {
	const of: Record<SubarchState, number> = {
		unreadable: 0,
		'out-of-rotation': 0,
		failing: 0,
		'never-built': 0,
		running: 0,
		stale: 0,
		remote: 0,
		fresh: 0,
	};
	let [all, local] = [0, 0];
	for (const subarch of subarches) {
		all++;
		if (subarch.local) local++;
		of[subarch.state]++;
	}
	return { all, local, remote: all - local, of };
}

/** How many need somebody: they are out of rotation, failing or unreadable. */
export function needingCount({ of }: SubarchCounts): number {
	return of['out-of-rotation'] + of.failing + of.unreadable;
}

/** The counts above zero with their words, the most urgent first. Remote are all that are built elsewhere. */
export function countedStates({ of, remote }: SubarchCounts): readonly WordedCount[] {
	return [
		...urgent.map((state) => ({ count: of[state], word: wordOfState[state] })),
		{ count: remote, word: wordOfState.remote },
	].filter(({ count }) => count > 0);
}

/** `3 failing`, `1 never built`, `4 remote`. */
export function countWords(counts: SubarchCounts): readonly string[] {
	return countedStates(counts).map(worded);
}

/** `8 local`, `4 remote`, `3 failing`, `1 never built`. */
export function totalWords(counts: SubarchCounts): readonly string[] {
	const { local, remote } = counts;
	const states = countedStates({ ...counts, remote: 0 }).map(worded);
	return [`${local} local`, ...(remote === 0 ? [] : [`${remote} remote`]), ...states];
}

function worded({ count, word }: WordedCount): string {
	return `${count} ${word}`;
}
