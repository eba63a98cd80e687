/** Watches directories by what the operating system tells (inotify and its like), never recursively. */
import { watch as watchPath } from 'node:fs';
import { baseNameOf } from '../base/posixPath.ts';
import type { Watcher } from '../base/watcher.ts';
import { errorCode } from './nodeError.ts';
import { toNative } from './nodePath.ts';

/** The system has no more watches, or no more open files, to give. */
const usedUp = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

export const nodeWatcher: Watcher = {
	watch(path, changed) {
		try {
			const own = baseNameOf(path);
			const watch = watchPath(toNative(path), { persistent: false }, (kind, name) => {
				// A directory that is removed or renamed tells so under its own name.
				changed(name === null || (kind === 'rename' && name === own) ? undefined : name);
			});
			watch.on('error', () => changed(undefined));
			return watch;
		} catch (error) {
			return usedUp.has(errorCode(error)) ? 'exhausted' : 'missing';
		}
	},
};
