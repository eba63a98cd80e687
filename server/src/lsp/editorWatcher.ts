/**
 * Has the editor watch directories, where it can watch any: it does so for all its servers at once, and a process that
 * holds many of the system's watches takes its time to end.
 */
import { pathToFileURL } from 'node:url';
import {
	type Connection,
	DidChangeWatchedFilesNotification,
	type Disposable,
	FileChangeType,
	type FileEvent,
} from 'vscode-languageserver';
import type { FileReader } from '../base/fileSystem.ts';
import { baseNameOf, directoryOf } from '../base/posixPath.ts';
import { quietly } from '../base/quietly.ts';
import type { Watcher } from '../base/watcher.ts';
import { pathOf } from './documents.ts';
import type { Log } from './handle.ts';
import { createPacer } from './pacer.ts';

export interface EditorWatcher extends Watcher {
	/** The handshake is done: from now on the editor may be asked. */
	begin(): void;
	/** What the editor saw; false if nobody has waited for it. */
	told(events: readonly FileEvent[]): boolean;
	/** The session is over: the editor is asked for nothing more. */
	dispose(): void;
}

type Listener = (name: string | undefined) => void;

/**
 * @param isAble whether the editor can watch that directory; asked when a watch is wanted
 * @param own watches if it cannot, or refuses to
 * @param files tells where links lead: editors do not follow those in the folders that they watch
 */
export function createEditorWatcher(
	connection: Connection,
	isAble: (path: string) => boolean,
	own: Watcher,
	files: FileReader,
	log: Log,
): EditorWatcher {
	const listeners = new Map<string, Set<Listener>>();
	/** What is watched, by the paths that it really has. */
	let real = new Map<string, Set<string>>();
	let hasBegun = false;
	let refused = false;
	let registered: { readonly paths: string; readonly registration: Disposable } | undefined;

	/** The new registration is there before the old one goes, so that nothing is missed. */
	const register = async (): Promise<void> => {
		const watched = [...listeners.keys()];
		const found = new Map<string, Set<string>>();
		for (const path of watched) {
			const at = (await quietly(() => files.realPath(path))) ?? path;
			found.set(at, (found.get(at) ?? new Set()).add(path));
		}
		real = found;
		const places = [...found.keys()].sort();
		const paths = places.join('\n');
		if (refused || paths === (registered?.paths ?? '')) return;
		try {
			const watchers = places.map((path) => ({
				globPattern: { baseUri: pathToFileURL(path).href, pattern: '*' },
			}));
			const { type } = DidChangeWatchedFilesNotification;
			const registration = await connection.client.register(type, { watchers });
			registered?.registration.dispose();
			registered = { paths, registration };
		} catch (error) {
			refused = true;
			log.info(`the editor does not watch files, so the server does: ${String(error)}`);
			// Who is told that a watch is of no use any more asks for another one.
			for (const path of watched) tell(path, undefined);
		}
	};
	const pacer = createPacer<'register'>(0, register);
	const changed = (): void => {
		if (hasBegun) pacer.add('register');
	};

	/** By the path that was asked for, or by the one that it really has. */
	function tell(path: string, name: string | undefined): boolean {
		const asked = new Set([path, ...(real.get(path) ?? [])]);
		const found = [...asked].flatMap((one) => [...(listeners.get(one) ?? [])]);
		for (const listener of found) listener(name);
		return found.length > 0;
	}

	return {
		begin() {
			hasBegun = true;
			if (listeners.size > 0) changed();
		},
		watch(path, listener) {
			if (refused || !isAble(path)) return own.watch(path, listener);
			const here = listeners.get(path) ?? new Set();
			listeners.set(path, here.add(listener));
			changed();
			return {
				close() {
					here.delete(listener);
					if (here.size === 0 && listeners.get(path) === here) listeners.delete(path);
					changed();
				},
			};
		},
		told(events) {
			let isHeard = false;
			for (const { uri, type } of events) {
				const path = pathOf(uri);
				if (path === undefined) continue;
				if (tell(directoryOf(path), baseNameOf(path))) isHeard = true;
				// A watched directory that has come or gone is to be watched anew.
				if (type !== FileChangeType.Changed && tell(path, undefined)) isHeard = true;
			}
			return isHeard;
		},
		dispose: () => pacer.stop(),
	};
}
