/** Other processes: whether they live, and running a program with its output going to ours. */
import { spawn } from 'node:child_process';
import type { Processes, RunOutcome, RunRequest } from '../cli/host.ts';
import { errorCode } from './nodeError.ts';
import { toNative } from './nodePath.ts';

export function openProcesses(): Processes {
	return { isAlive, run };
}

/** Signal 0 asks only. EPERM means that the process is somebody else's, and alive. */
function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errorCode(error) !== 'ESRCH';
	}
}

/** How often a running program is looked at for a cancel, in milliseconds. */
const patience = 50;

function run(request: RunRequest): Promise<RunOutcome> {
	return new Promise((resolve) => {
		const child = spawn(request.program, request.arguments, {
			cwd: toNative(request.cwd).toString(),
			env: request.env,
			stdio: 'inherit',
			shell: false,
		});
		const timer = setInterval(() => {
			if (request.signal.aborted) child.kill('SIGTERM');
		}, patience);
		child.once('error', (error) => {
			clearInterval(timer);
			resolve({ kind: 'failed', reason: startFailure(error) });
		});
		child.once('exit', (status, signal) => {
			clearInterval(timer);
			if (status !== null) resolve({ kind: 'exited', status });
			else resolve({ kind: 'killed', signal: signal ?? 'unknown' });
		});
	});
}

/** Why a program could not be started, for people. */
export function startFailure(error: Error): string {
	const reasons = new Map([
		['EACCES', 'permission denied: is it executable?'],
		['ENOENT', 'no such program'],
		['ENOEXEC', 'not a program: does its first line name an interpreter?'],
	]);
	return reasons.get(errorCode(error)) ?? error.message;
}
