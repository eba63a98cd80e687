/** Watches directories by what the operating system tells (inotify and its like), never recursively. */
import { watch as watchPath } from 'node:fs';
import { basename } from 'node:path';
import type { Watcher } from '../base/watcher.ts';

export const nodeWatcher: Watcher = {
	watch(path, changed) {
		try {
			const own = basename(path);
			const watch = watchPath(path, { persistent: false }, (kind, name) => {
				// A directory that is removed or renamed tells so under its own name.
				changed(name === null || (kind === 'rename' && name === own) ? undefined : name);
			});
			watch.on('error', () => changed(undefined));
			return watch;
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code;
			return code === 'ENOSPC' || code === 'EMFILE' || code === 'ENFILE' ? 'exhausted' : 'missing';
		}
	},
};
