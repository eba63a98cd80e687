/** Watches directories and files by what the operating system tells (inotify and its like), never recursively. */
import { watch as watchPath } from 'node:fs';
import type { Watcher } from '../base/watcher.ts';

export const nodeWatcher: Watcher = {
	watch(path, changed) {
		try {
			const watch = watchPath(path, { persistent: false }, (_kind, name) => changed(name ?? undefined));
			watch.on('error', () => {
				watch.close();
				changed(undefined);
			});
			return watch;
		} catch {
			return undefined;
		}
	},
};
