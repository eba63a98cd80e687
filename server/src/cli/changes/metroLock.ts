/**
 * Metro's own lock, held from the claim of a build until Metro takes it: a claim alone keeps other runs of this program away, but not
 * Metro, which pays no attention to it.
 * Metro: `lockFile` in modules/metro_support.py (funtoo/metro a728df2), `LockFile` in the same (macaroni-os/metro d7996c1).
 */
import { isSameContent } from '../../base/bytes.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import {
	applyChange,
	type ChangeRoot,
	fitsIntoLocks,
	handedOverLock,
	type Lock,
	lockContent,
	lockPath,
	readLock,
	type Subarch,
} from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { complaintOf } from './change.ts';

export interface HeldLock {
	/** The lock as it is apart from ours; live: another process holds it. */
	readonly lock: Lock;
	/**
	 * Leaves the lock to the Metro that is about to start: it must not find one that holds. On this host, Metro takes ours for a stale
	 * one, which it replaces; other hosts go on respecting it. Where locks name no host, it is removed.
	 */
	handOver(): Promise<void>;
	/** Removes the lock if it is still ours. */
	release(): Promise<void>;
}

/**
 * Takes Metro's lock of a subarch that this run has claimed. Throws `CommandError` if that fails for another reason than that the
 * lock is held.
 * @param root the `.control` directory
 */
export async function holdMetroLock(session: Session, root: ChangeRoot, subarch: Subarch): Promise<HeldLock> {
	const { host, machineName } = session;
	const { locksNameHosts } = (await session.setup()).dialect;
	const path = lockPath(subarch);
	const read = (): Promise<Lock> => readLock(path, scanPorts(host));
	const notOurs = (lock: Lock): HeldLock => ({ lock, handOver: async () => {}, release: async () => {} });
	const before = await read();
	// Metro reads and writes the machine's own name: under another one, it would take our lock for that of another host.
	const isKnownToMetro = machineName === host.hostName && fitsIntoLocks(machineName);
	if (before.kind === 'live' || !isKnownToMetro) return notOurs(before);
	const reason = 'a build is about to start';
	if (before.kind === 'stale')
		await applyChange(root, { kind: 'remove-file', path, unlessLocked: path, reason });
	const run = host.processes.thisRun;
	let content = lockContent(locksNameHosts ? host.hostName : undefined, run);
	const created = await applyChange(root, { kind: 'create-file', path, content, reason });
	if (created.kind === 'exists') return notOurs(await read());
	const complaint = complaintOf(created);
	if (complaint !== undefined) throw new CommandError(`${subarch.path} cannot be claimed: ${complaint}`);
	const remove = async (): Promise<void> => {
		await applyChange(root, {
			kind: 'remove-file',
			path,
			onlyContent: content,
			reason: 'the build has ended',
		});
	};
	return {
		lock: { kind: 'none' },
		async handOver() {
			if (!locksNameHosts) return remove();
			const found = await undefinedIfUnreadable(() => host.files.read(path));
			if (found === undefined || !isSameContent(found, content)) return;
			content = handedOverLock(host.hostName);
			const complaint = complaintOf(await applyChange(root, { kind: 'write-file', path, content, reason }));
			if (complaint !== undefined) throw new CommandError(`${subarch.path} cannot be claimed: ${complaint}`);
		},
		release: remove,
	};
}
