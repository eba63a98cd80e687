/** Runs a program in isolation for its output: in its own process group, with limits and a minimal environment. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { IsolatedOutcome, IsolatedRequest, RunIsolated } from '../base/isolatedRun.ts';
import { startFailure } from './nodeProcesses.ts';

/** The only variables of our environment that a program gets. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TZ'] as const;

/** In bytes: enough for the end of any error message. */
const complaintLimit = 1 << 16;

/** A runner whose programs end when `signal` is aborted. */
export function isolatedRunner(signal?: AbortSignal): RunIsolated {
	return async (request) => {
		const signals = [signal, request.signal].filter((one) => one !== undefined);
		for (const one of signals) one.throwIfAborted();
		const outcome = await runOnce(request, signals);
		if (outcome !== 'cancelled') return outcome;
		throw signals.find(({ aborted }) => aborted)?.reason;
	};
}

function runOnce(
	request: IsolatedRequest,
	signals: readonly AbortSignal[],
): Promise<IsolatedOutcome | 'cancelled'> {
	return new Promise((resolve) => {
		const child = start(request);
		if (child instanceof Error) return resolve({ kind: 'failed', reason: startFailure(child) });
		const output: Buffer[] = [];
		let size = 0;
		let complaint = '';
		let verdict: IsolatedOutcome | 'cancelled' | undefined;
		const end = (why: IsolatedOutcome | 'cancelled'): void => {
			verdict ??= why;
			endGroup(child);
			// A process that left the group may hold the pipes open for ever.
			child.stdin.destroy();
			child.stdout.destroy();
			child.stderr.destroy();
		};
		const cancel = (): void => end('cancelled');
		const timer = setTimeout(() => end({ kind: 'too-slow' }), request.timeLimit);
		for (const signal of signals) signal.addEventListener('abort', cancel);
		// A program may end before it has read everything; its status decides.
		child.stdin.on('error', () => {});
		child.stdin.end(request.input ?? '');
		child.stdout.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size > request.outputLimit) end({ kind: 'too-much' });
			else output.push(chunk);
		});
		child.stderr.on('data', (chunk: Buffer) => {
			complaint = (complaint + chunk.toString()).slice(-complaintLimit);
		});
		child.once('error', (error) => {
			verdict ??= { kind: 'failed', reason: startFailure(error) };
		});
		// Fires after the end of the process and of both streams, and after an error too.
		child.once('close', (status, killedBy) => {
			clearTimeout(timer);
			for (const signal of signals) signal.removeEventListener('abort', cancel);
			endGroup(child);
			if (verdict !== undefined) resolve(verdict);
			else if (status === null) resolve({ kind: 'killed', signal: killedBy ?? 'unknown' });
			else
				resolve({
					kind: 'exited',
					status,
					output: Buffer.concat(output).toString(),
					complaint: lastLine(complaint),
				});
		});
	});
}

function start({ program, arguments: words }: IsolatedRequest): ChildProcessWithoutNullStreams | Error {
	const environment = passedOn.flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	try {
		return spawn(program, words, {
			cwd: '/',
			env: Object.fromEntries(environment),
			stdio: 'pipe',
			shell: false,
			detached: true,
		});
	} catch (error) {
		// Some failures arrive as events; some are thrown, such as a NUL in a path.
		if (error instanceof Error) return error;
		throw error;
	}
}

/** Ends the program and everything it started, unless that moved to another group. */
function endGroup(child: ChildProcessWithoutNullStreams): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch {
		// None of it is left.
	}
}

function lastLine(text: string): string {
	return text.trimEnd().split('\n').at(-1) ?? '';
}
