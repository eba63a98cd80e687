/** Runs programs to their end, and ends long-running programs with everything they started. */
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { append } from '../../server/src/base/collections.ts';

export interface RunOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	/** Milliseconds after which the program is ended. */
	readonly timeout?: number;
}

export interface ProcessGroup {
	/** Process id of the program, and of its group. */
	readonly leader: number;
	/** Resolves when the program has ended. */
	readonly ended: Promise<void>;
}

/** Runs a program to its end without showing its output; rejects with its last lines unless its exit status is 0. */
export function runQuietly(
	program: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		const keep = (chunk: Buffer): void => {
			output += chunk.toString();
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.on('error', reject);
		child.on('close', (status) => {
			if (status === 0) return resolve(output);
			const end = output.trimEnd().split('\n').slice(-20).join('\n');
			reject(new Error(`${program} ${args.join(' ')} ended with status ${status}:\n${end}`));
		});
	});
}

/** Runs a program to its end on this terminal; returns its exit status. */
export function runVisibly(program: string, args: readonly string[]): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { stdio: 'inherit' });
		child.on('error', reject);
		child.on('close', (status) => resolve(status ?? 1));
	});
}

/** The path of the first of these programs on PATH. */
export function programOnPath(programs: readonly string[]): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	return programs
		.flatMap((program) => folders.map((folder) => join(folder, program)))
		.find((path) => isProgram(path));
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * Starts a program as leader of its own process group; its output goes to `logFile`. It does not outlive this
 * process if that ends by `process.exit` or normally (see `exitOnSignals`).
 */
export function startGroup(
	program: string,
	args: readonly string[],
	options: RunOptions & { readonly logFile: string },
): ProcessGroup {
	const { logFile, ...spawnOptions } = options;
	const log = openSync(logFile, 'a');
	const child = spawn(program, args, { ...spawnOptions, detached: true, stdio: ['ignore', log, log] });
	closeSync(log);
	const { pid } = child;
	if (pid === undefined) throw new Error(`${program} could not be started`);
	const endWithThisProcess = (): void => signalAll(pid, [pid, ...descendants(pid)], 'SIGKILL');
	process.once('exit', endWithThisProcess);
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => {
			process.off('exit', endWithThisProcess);
			resolve();
		});
	});
	return { leader: pid, ended };
}

/**
 * Makes the usual signals end this process by `process.exit`, so that the programs it started are ended too. Returns a
 * function that undoes this.
 */
export function exitOnSignals(): () => void {
	const handlers = [
		['SIGINT', () => process.exit(130)],
		['SIGTERM', () => process.exit(143)],
		['SIGHUP', () => process.exit(129)],
	] as const;
	for (const [signal, handler] of handlers) process.on(signal, handler);
	return () => {
		for (const [signal, handler] of handlers) process.off(signal, handler);
	};
}

/**
 * Ends a process group and whatever its members started outside it (a terminal's shell leads its own group):
 * asks first, and kills after `patience` milliseconds. Resolves when none of them is left.
 */
export async function endGroup(leader: number, patience = 3000): Promise<void> {
	const members = [leader, ...descendants(leader)];
	signalAll(leader, members, 'SIGTERM');
	const deadline = Date.now() + patience;
	while (members.some(isRunning) && Date.now() < deadline) await sleep(50);
	signalAll(leader, members, 'SIGKILL');
	while (members.some(isRunning)) await sleep(20);
}

function signalAll(leader: number, members: readonly number[], signal: NodeJS.Signals): void {
	for (const pid of [-leader, ...members]) {
		try {
			process.kill(pid, signal);
		} catch {
			// It has already ended, which is the goal.
		}
	}
}

/** Whether a process exists and is more than a zombie. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	return statOf(pid)?.state !== 'Z';
}

/** All processes below `pid`, nearest first; empty if the system has no /proc. */
export function descendants(pid: number): number[] {
	const children = new Map<number, number[]>();
	for (const name of listProc()) {
		const child = Number(name);
		const parent = statOf(child)?.parent;
		if (parent !== undefined) append(children, parent, child);
	}
	const found: number[] = [];
	const queue = [pid];
	for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
		const below = children.get(next) ?? [];
		found.push(...below);
		queue.push(...below);
	}
	return found;
}

function listProc(): string[] {
	try {
		return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	} catch {
		return [];
	}
}

function statOf(pid: number): { readonly state: string; readonly parent: number } | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The program's name is in parentheses and may contain anything, so fields are counted from after it.
		const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
		return state === undefined ? undefined : { state, parent: Number(parent) };
	} catch {
		return undefined;
	}
}
