/** The processes of this machine, as /proc lists them, and those that belong to a program that was started. */
import { readdirSync, readFileSync } from 'node:fs';
import { append } from '../base/collections.ts';

export interface ProcessEntry {
	readonly pid: number;
	readonly parent: number;
	readonly group: number;
	readonly session: number;
	/** In ticks since the boot: with the id, it names the process unlike every other. */
	readonly start: number;
	/** It has ended, and its parent has not looked yet. */
	readonly isZombie: boolean;
}

/** All processes by id; empty where the system has no /proc. */
export function listProcesses(): ReadonlyMap<number, ProcessEntry> {
	const found = new Map<number, ProcessEntry>();
	for (const name of namesIn('/proc')) {
		const entry = /^\d+$/.test(name) ? readEntry(Number(name)) : undefined;
		if (entry !== undefined) found.set(entry.pid, entry);
	}
	return found;
}

function namesIn(path: string): readonly string[] {
	try {
		return readdirSync(path);
	} catch {
		return [];
	}
}

function readEntry(pid: number): ProcessEntry | undefined {
	let text: string;
	try {
		text = readFileSync(`/proc/${pid}/stat`, 'latin1');
	} catch {
		// It has ended meanwhile.
		return undefined;
	}
	// The name in parentheses may contain anything.
	const [state, parent, group, session, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return {
		pid,
		parent: Number(parent),
		group: Number(group),
		session: Number(session),
		start: Number(rest[15]),
		isZombie: state === 'Z' || state === 'X',
	};
}

/** Those that descend from one of `roots`, without these. */
export function descendantsOf(
	roots: readonly ProcessEntry[],
	all: ReadonlyMap<number, ProcessEntry>,
): readonly ProcessEntry[] {
	const children = new Map<number, ProcessEntry[]>();
	for (const entry of all.values()) append(children, entry.parent, entry);
	const found = new Map(roots.map((entry) => [entry.pid, entry]));
	// A map lists what is added while it is walked.
	for (const { pid } of found.values())
		for (const child of children.get(pid) ?? []) if (!found.has(child.pid)) found.set(child.pid, child);
	return [...found.values()].slice(roots.length);
}

/** Processes of the program's group that began after it and whose parent, which it must have started, has ended. */
export function orphansOf(
	program: ProcessEntry,
	all: ReadonlyMap<number, ProcessEntry>,
): readonly ProcessEntry[] {
	return [...all.values()].filter(
		({ parent, group, start }) =>
			group === program.group && start > program.start && all.get(parent)?.session !== program.session,
	);
}
