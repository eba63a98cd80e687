/**
 * The claim of a run of this program on a subarch that it is about to build, made before Metro starts and held until Metro
 * has ended: Metro's own lock comes too late to keep two runs from choosing the same subarch, and Metro would not start
 * were that lock ours. Metro pays no attention to the claim.
 */
import { directoryOf, joinPath } from '../../base/posixPath.ts';
import { type Lock, type LockPorts, readLock } from './lock.ts';
import { readMark } from './runMark.ts';

/** The claim's name in `.control`. */
export const claimName = '.buildrepo_progress';

/** Reads the claim at `path`. One that cannot be checked from here holds; one of a run that has ended does not. */
export async function readClaim(path: string, ports: LockPorts): Promise<Lock> {
	const mark = await readMark(path, ports);
	switch (mark.kind) {
		case 'none':
		case 'dead':
			return { kind: 'none' };
		case 'busy':
		case 'unknown': {
			const holder = mark.holder ?? { kind: 'unknown', reason: mark.kind === 'unknown' ? mark.reason : path };
			return { kind: 'live', holder: holder.kind === 'unknown' ? holder : { ...holder, starting: true } };
		}
	}
}

/**
 * Metro's lock at `path`, or, if that does not hold, the claim beside it.
 * @param namesHost as of `readLock`
 */
export async function readLockOrClaim(path: string, ports: LockPorts, namesHost?: boolean): Promise<Lock> {
	return (await findLockOrClaim(path, ports, namesHost)).lock;
}

/** As `readLockOrClaim`, with the path of the file that says so. */
export async function findLockOrClaim(
	path: string,
	ports: LockPorts,
	namesHost?: boolean,
): Promise<{ readonly lock: Lock; readonly at: string }> {
	const lock = await readLock(path, ports, namesHost);
	if (lock.kind === 'live') return { lock, at: path };
	const beside = joinPath(directoryOf(path), claimName);
	const claim = await readClaim(beside, ports);
	return claim.kind === 'live' ? { lock: claim, at: beside } : { lock, at: path };
}
