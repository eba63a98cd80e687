/**
 * Identifies this run of the program, unlike every other on any machine, and tells whether another run has ended. A run is
 * written as `PID-START-BOOT-PLACE`: a process and its start, the boot of the kernel, and the machine with its namespace of
 * process ids. Only if the place is ours can we tell that a process does not exist.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './nodeError.ts';

/** This run. */
export const thisRun = [process.pid, startOf(process.pid) ?? 0, boot(), place()].join('-');

/** True only if the run has certainly ended. */
export function hasEnded(run: string): boolean {
	const [pid, start, ranIn, ranAt] = run.split('-');
	if (ranAt !== place()) return false;
	if (ranIn !== boot()) return true;
	const number = Number(pid);
	if (!isAlive(number)) return true;
	const now = startOf(number);
	return now !== undefined && start !== '0' && now !== start;
}

/** Signal 0 only tests. EPERM means that the process belongs to another user, and exists. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errorCode(error) !== 'ESRCH';
	}
}

/** The start of a process, in ticks since the boot; `undefined` if the system does not report it. */
function startOf(pid: number): string | undefined {
	const text = textOf(`/proc/${pid}/stat`);
	// The name in parentheses may contain anything; the start is the twentieth field after it.
	return text
		.slice(text.lastIndexOf(')') + 2)
		.split(' ')
		.at(19);
}

function boot(): string {
	return digestOf(textOf('/proc/sys/kernel/random/boot_id'));
}

/** Without a machine id, another machine may have the same name. Then the boot must distinguish them. */
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
