/** Other processes: whether they exist, and running a program whose output goes to ours. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Processes, RunOutcome, RunRequest } from '../cli/host.ts';
import { errorCode } from './nodeError.ts';
import { toNative } from './nodePath.ts';
import { hasEnded, isAlive, thisRun } from './nodeRuns.ts';

/** A signal from the system ends this process. */
export class Interrupted extends DOMException {
	readonly by: NodeJS.Signals;

	constructor(by: NodeJS.Signals) {
		super(`interrupted by ${by}`, 'AbortError');
		this.by = by;
	}
}

/** `interrupt` aborts when this process must end; its reason is `Interrupted` if a signal from the system caused it. */
export function openProcesses(interrupt: AbortSignal): Processes {
	return { isAlive, thisRun, hasEnded, commandOf, run: (request) => run(request, interrupt) };
}

function commandOf(pid: number): string | undefined {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim() || undefined;
	} catch {
		return undefined;
	}
}

function run(request: RunRequest, interrupt: AbortSignal): Promise<RunOutcome> {
	return new Promise((resolve) => {
		const before = request.umask === undefined ? undefined : process.umask(request.umask);
		const child = spawn(request.program, request.arguments, {
			cwd: toNative(request.cwd).toString(),
			env: request.env,
			stdio: 'inherit',
			shell: false,
		});
		if (before !== undefined) process.umask(before);
		const passOn = (): void => {
			// A terminal has already signalled the program, and a second interrupt would cut its clean-up short.
			const told =
				interrupt.reason instanceof Interrupted &&
				interrupt.reason.by === 'SIGINT' &&
				process.stdin.isTTY === true;
			if (!told) child.kill('SIGINT');
		};
		interrupt.addEventListener('abort', passOn, { once: true });
		const end = (outcome: RunOutcome): void => {
			interrupt.removeEventListener('abort', passOn);
			resolve(outcome);
		};
		child.once('error', (error) => end({ kind: 'failed', reason: startFailure(error) }));
		child.once('exit', (status, signal) =>
			end(status === null ? { kind: 'killed', signal: signal ?? 'unknown' } : { kind: 'exited', status }),
		);
	});
}

/** Why a program could not be started, as text for people. */
export function startFailure(error: Error): string {
	const reasons = new Map([
		['EACCES', 'permission denied: is it executable?'],
		['ENOENT', 'no such program'],
		['ENOEXEC', 'not a program: does its first line name an interpreter?'],
	]);
	return reasons.get(errorCode(error)) ?? error.message;
}
