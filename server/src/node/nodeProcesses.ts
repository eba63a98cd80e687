/** Other processes: whether they exist, and running a program whose output goes to ours, or that we read. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { encodeEscaping } from '../base/surrogateEscape.ts';
import type { PipedOutcome, PipedRequest, Processes, RunOutcome, RunRequest } from '../cli/host.ts';
import { dyingWithUs } from './dyingWithUs.ts';
import { endTree } from './endTree.ts';
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
	return {
		isAlive,
		thisRun,
		hasEnded,
		commandOf,
		run: (request) => run(request, interrupt),
		pipe: (request) => pipe(request, interrupt),
	};
}

function commandOf(pid: number): string | undefined {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim() || undefined;
	} catch {
		return undefined;
	}
}

async function run(request: RunRequest, interrupt: AbortSignal): Promise<RunOutcome> {
	const before = request.umask === undefined ? undefined : process.umask(request.umask);
	const child = spawn(request.program, request.arguments, {
		cwd: toNative(request.cwd).toString(),
		env: request.env,
		stdio: 'inherit',
		shell: false,
	});
	if (before !== undefined) process.umask(before);
	return endOf(child, outcomeOf(child, 'exit'), interrupt);
}

/** How much of a stream is kept, in characters. */
const keptOutput = 1 << 16;

async function pipe(request: PipedRequest, interrupt: AbortSignal): Promise<PipedOutcome> {
	interrupt.throwIfAborted();
	const [program, ...words] = dyingWithUs(request);
	const child = spawn(program, words, {
		cwd: toNative(request.cwd).toString(),
		env: request.env,
		stdio: 'pipe',
		shell: false,
	});
	const kept = { output: '', complaint: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		kept.output = (kept.output + text).slice(-keptOutput);
		request.onOutput?.(text);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		kept.complaint = (kept.complaint + text).slice(-keptOutput);
		request.onComplaint?.(text);
	});
	// A program may end before it has read everything; its status decides.
	child.stdin.on('error', () => {});
	child.stdin.end(encodeEscaping(request.input ?? ''));
	// What it leaves running, such as ssh its shared connection, may hold the pipes open for ever.
	child.once('exit', () => setTimeout(closePipes, lastWords, child).unref());
	const outcome = await endOf(child, outcomeOf(child, 'close'), interrupt);
	const unknown = /^setpriv: failed to execute .*: (.*)$/m.exec(kept.complaint)?.[1];
	if (outcome.kind === 'exited' && unknown !== undefined)
		return { kind: 'failed', reason: outcome.status === 127 ? noSuchProgram : unknown, ...kept };
	return { ...outcome, ...kept };
}

/** How long output may come after the end of a program, in milliseconds. */
const lastWords = 2000;

function closePipes({ stdout, stderr }: ChildProcess): void {
	stdout?.destroy();
	stderr?.destroy();
}

/** Waits for a program, and ends it with all that it has started when we are interrupted. */
async function endOf(
	child: ChildProcess,
	outcome: Promise<RunOutcome>,
	interrupt: AbortSignal,
): Promise<RunOutcome> {
	let ending: Promise<readonly number[]> | undefined;
	const interrupted = new Promise<void>((resolve) => {
		const end = (): void => {
			ending = endTree(child, isToldByTerminal(interrupt), nextSignal());
			resolve();
		};
		interrupt.addEventListener('abort', end, { once: true });
		void outcome.then(() => interrupt.removeEventListener('abort', end));
	});
	await Promise.race([outcome, interrupted]);
	if (ending === undefined) return outcome;
	const remaining = await ending;
	if (remaining.length === 0) return outcome;
	// A program that cannot be ended is not waited for.
	const last = remaining.includes(child.pid ?? -1)
		? ({ kind: 'killed', signal: 'unknown' } as const)
		: await outcome;
	return { ...last, remaining };
}

/** A terminal has already signalled the program, and a second interrupt would cut its clean-up short. */
function isToldByTerminal({ reason }: AbortSignal): boolean {
	return reason instanceof Interrupted && reason.by === 'SIGINT' && process.stdin.isTTY === true;
}

/** @param when `close`: once its output is read, too */
function outcomeOf(child: ChildProcess, when: 'exit' | 'close'): Promise<RunOutcome> {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve({ kind: 'failed', reason: startFailure(error) }));
		child.once(when, (status: number | null, signal: string | null) =>
			resolve(status === null ? { kind: 'killed', signal: signal ?? 'unknown' } : { kind: 'exited', status }),
		);
	});
}

/** A terminal that closes sends the same signal twice; milliseconds. */
const sameSignal = 500;

/** Aborts at the next signal that asks this process to end. From now on a signal no longer ends it at once. */
function nextSignal(): AbortSignal {
	const hurry = new AbortController();
	const begin = performance.now();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => {
			if (performance.now() - begin > sameSignal) hurry.abort();
		});
	return hurry.signal;
}

const noSuchProgram = 'no such program';

/** Why a program could not be started, as text for people. */
export function startFailure(error: Error): string {
	const reasons = new Map([
		['EACCES', 'permission denied: is it executable?'],
		['ENOENT', noSuchProgram],
		['ENOEXEC', 'not a program: does its first line name an interpreter?'],
	]);
	return reasons.get(errorCode(error)) ?? error.message;
}
