/** Watches directories through the operating system (inotify and similar), never recursively. */
import { watch as watchPath } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { baseNameOf } from '../base/posixPath.ts';
import type { Watcher } from '../base/watcher.ts';
import { errorCode } from './nodeError.ts';
import { toNative } from './nodePath.ts';

/** The system has no more watches or open files. */
const usedUp = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

/** File systems that other machines or programs also change, by Linux's `f_type` of statfs. */
const remoteTypes = new Set([
	0x6969, // NFS
	0x517b, // SMB
	0xff534d42, // CIFS
	0xfe534d42, // SMB 2 and 3
	0x65735546, // FUSE: sshfs and its like
	0x01021997, // 9P
	0x5346414f, // AFS
	0x00c36400, // Ceph
	0x01161970, // GFS2
	0x7461636f, // OCFS2
	0x0bd00bd0, // Lustre
	0x19830326, // BeeGFS
	0x47504653, // GPFS
	0x786f4256, // shared folders of VirtualBox
	0xbacbacbc, // and of VMware
]);

export const nodeWatcher: Watcher = {
	watch(path, changed) {
		try {
			const own = baseNameOf(path);
			const watch = watchPath(toNative(path), { persistent: false }, (kind, name) => {
				// A directory that is removed or renamed reports that under its own name.
				changed(name === null || (kind === 'rename' && name === own) ? undefined : name);
			});
			watch.on('error', () => changed(undefined));
			return watch;
		} catch (error) {
			return usedUp.has(errorCode(error)) ? 'exhausted' : 'missing';
		}
	},
	async isRemote(path) {
		try {
			const { type } = await statfs(toNative(path));
			return remoteTypes.has(type >>> 0);
		} catch {
			return false;
		}
	},
};
