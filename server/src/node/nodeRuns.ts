/**
 * Which run of the program this is, told apart from every other on any machine, and whether another one has ended. Runs are
 * written as `PID-START-BOOT-PLACE`: a process and when it started, the boot of the kernel, and the machine with its
 * namespace of process ids. Only where the place is ours can it be told that a process does not exist.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './nodeError.ts';

/** This run. */
export const thisRun = [process.pid, startOf(process.pid) ?? 0, boot(), place()].join('-');

/** True only if it is certain that the run has ended. */
export function hasEnded(run: string): boolean {
	const [pid, start, ranIn, ranAt] = run.split('-');
	if (ranAt !== place()) return false;
	if (ranIn !== boot()) return true;
	const number = Number(pid);
	if (!isAlive(number)) return true;
	const now = startOf(number);
	return now !== undefined && start !== '0' && now !== start;
}

/** Signal 0 asks only. EPERM means that the process is somebody else's, and alive. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errorCode(error) !== 'ESRCH';
	}
}

/** When a process started, in ticks since the boot; `undefined` where the system does not say. */
function startOf(pid: number): string | undefined {
	const text = textOf(`/proc/${pid}/stat`);
	// The name in parentheses may hold anything; the start is the twentieth field behind it.
	return text
		.slice(text.lastIndexOf(')') + 2)
		.split(' ')
		.at(19);
}

function boot(): string {
	return digestOf(textOf('/proc/sys/kernel/random/boot_id'));
}

/** Without an id of the machine, another one may have the same name: then the boot has to tell them apart. */
function place(): string {
	const machine = textOf('/etc/machine-id') || textOf('/proc/sys/kernel/random/boot_id');
	return digestOf([hostname(), machine, linkAt('/proc/self/ns/pid')].join('\n'));
}

function digestOf(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function textOf(path: string): string {
	try {
		return readFileSync(path, 'latin1').trim();
	} catch {
		return '';
	}
}

function linkAt(path: string): string {
	try {
		return readlinkSync(path);
	} catch {
		return '';
	}
}
