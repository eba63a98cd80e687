/** Metro's lock as a run of this program writes it. */
import { handedOverPid } from './lock.ts';

/**
 * The content of the lock of `run`, whose name begins with its process id.
 * @param host the name of this machine; `undefined`: locks name no host
 */
export function lockContent(host: string | undefined, run: string): Uint8Array {
	const pid = run.split('-')[0];
	return new TextEncoder().encode(host === undefined ? `${pid}` : `${host}:${pid}`);
}

/** The content of a lock that is left to the Metro of this host: to it, the lock is stale; to all other hosts, it holds. */
export function handedOverLock(host: string): Uint8Array {
	return new TextEncoder().encode(`${host}:${handedOverPid}`);
}

/** Whether Metro reads back the name of this machine from a lock that has it. */
export function fitsIntoLocks(host: string): boolean {
	return /^[^\s:]+$/.test(host);
}
