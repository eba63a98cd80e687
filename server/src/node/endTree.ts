/**
 * Ends a program with everything it has started. The program itself is told once and may tidy up for long; what it had running
 * is told again, and then ended by force, so that nothing waits for a process that ignores signals.
 */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { descendantsOf, listProcesses, orphansOf, type ProcessEntry } from './processList.ts';

/** Milliseconds from the interrupt on. */
export interface Patience {
	/** What the program had running is sent SIGTERM. */
	readonly terminate: number;
	/** It is sent SIGKILL. */
	readonly kill: number;
	/** The program, with what it has started in order to tidy up, is sent SIGTERM. */
	readonly tidy: number;
	/** All that is left is sent SIGKILL. */
	readonly whole: number;
	/** What is left by then cannot be ended. */
	readonly giveUp: number;
}

const usualPatience: Patience = {
	terminate: 5000,
	kill: 8000,
	tidy: 60_000,
	whole: 65_000,
	giveUp: 68_000,
};

const pause = 100;

/** Names a process unlike any later one with its id. */
const nameOf = ({ pid, start }: ProcessEntry): string => `${pid}-${start}`;

/**
 * Interrupts `child`, and resolves when everything of it has ended: with the ids of those that could not be ended.
 * @param isTold the terminal has sent the interrupt to all of them already
 * @param hurry once aborted, nothing is waited for any more
 */
export async function endTree(
	child: ChildProcess,
	isTold: boolean,
	hurry: AbortSignal,
	patience: Patience = usualPatience,
): Promise<readonly number[]> {
	// Without a process, there is none to signal: to the system, a negative id means many.
	if (child.pid === undefined) return [];
	const look = followTree(child, child.pid);
	const send = sender();
	const begin = performance.now();
	let skipped = 0;
	for (;;) {
		const { program, before, later } = look();
		if (program === undefined && before.length + later.length === 0) return [];
		const elapsed = performance.now() - begin;
		if (hurry.aborted && skipped === 0) skipped = Math.max(0, patience.whole - elapsed);
		const now = elapsed + skipped;
		if (now > patience.giveUp) return [program ?? [], before, later].flat().map(({ pid }) => pid);
		const first = isTold ? undefined : 'SIGINT';
		const soon = due(now, patience.terminate, patience.kill);
		const late = due(now, patience.tidy, patience.whole);
		if (program !== undefined) send(program, late ?? first);
		for (const one of before) send(one, soon ?? first);
		// Without the program, nobody needs what it has started to tidy up.
		for (const one of later) send(one, program === undefined ? (soon ?? 'SIGTERM') : late);
		await wait(pause);
	}
}

function due(elapsed: number, terminate: number, kill: number): NodeJS.Signals | undefined {
	if (elapsed >= kill) return 'SIGKILL';
	return elapsed >= terminate ? 'SIGTERM' : undefined;
}

interface Tree {
	/** `undefined` once it has ended. */
	readonly program: ProcessEntry | undefined;
	/** What it had running when it was interrupted, and what that has started. */
	readonly before: readonly ProcessEntry[];
	/** What it has started since. */
	readonly later: readonly ProcessEntry[];
}

/** Looks at what is left of the program. Where the system does not list processes, that is the program alone. */
function followTree(child: ChildProcess, pid: number): () => Tree {
	const listed = listProcesses();
	const unlisted = { pid, parent: process.pid, group: 0, session: 0, start: 0, isZombie: false };
	const program = listed.get(pid) ?? unlisted;
	const belong = (all: typeof listed): readonly ProcessEntry[] => [
		...descendantsOf([program], all),
		...(program === unlisted ? [] : orphansOf(program, all)),
	];
	const known = new Map(belong(listed).map((entry) => [nameOf(entry), entry]));
	return () => {
		const all = listProcesses();
		const isThere = (entry: ProcessEntry): boolean => {
			const now = all.get(entry.pid);
			return now !== undefined && !now.isZombie && now.start === entry.start;
		};
		// An id of a process that has ended may name another one by now.
		const roots = [...known.values()].filter(isThere);
		for (const entry of descendantsOf(roots, all)) known.set(nameOf(entry), entry);
		const hasEnded = child.exitCode !== null || child.signalCode !== null;
		const later = hasEnded ? orphansOf(program, all) : belong(all);
		return {
			program: hasEnded ? undefined : program,
			before: [...known.values()].filter(isThere),
			later: later.filter((entry) => isThere(entry) && !known.has(nameOf(entry))),
		};
	};
}

/** Sends a process each signal once. */
function sender(): (entry: ProcessEntry, signal: NodeJS.Signals | undefined) => void {
	const sent = new Set<string>();
	return (entry, signal) => {
		if (signal === undefined || sent.has(`${nameOf(entry)} ${signal}`)) return;
		sent.add(`${nameOf(entry)} ${signal}`);
		try {
			process.kill(entry.pid, signal);
			// A stopped process acts on a signal only when it continues.
			if (signal === 'SIGTERM') process.kill(entry.pid, 'SIGCONT');
		} catch {
			// It has ended meanwhile, or belongs to another user; then it is named at the end.
		}
	};
}
