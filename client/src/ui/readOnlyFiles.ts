/**
 * Texts of ours as read-only files of the editor. It opens their tabs again after a reload, which it does not do for the documents of a
 * content provider, and it starts the extension for them (`onFileSystem:` in package.json).
 */
import {
	type CancellationToken,
	CancellationTokenSource,
	Disposable,
	EventEmitter,
	type FileChangeEvent,
	FileChangeType,
	FileSystemError,
	FileType,
	Uri,
	window,
	workspace,
} from 'vscode';
import { seenAddresses } from './seenTabs.ts';

export interface ReadOnlyFiles extends Disposable {
	/** Texts may be others now: those that are seen are read again at once, the rest when somebody looks. */
	outdate(isMeant?: (uri: Uri) => boolean): void;
}

interface Held {
	readonly text: string;
	/** When this text was read first, in milliseconds since the epoch; the editor reads again only when it is another. */
	readonly mtime: number;
}

/**
 * @param scheme of their addresses
 * @param read gives the text at an address; rejects with a `FileSystemError` if there is none. It is cancelled, and called again, when its
 * text is outdated before it comes.
 */
export function createReadOnlyFiles(
	scheme: string,
	read: (uri: Uri, token: CancellationToken) => Promise<string>,
): ReadOnlyFiles {
	const held = new Map<string, Held>();
	const outdated = new Set<string>();
	/** The texts that are being read. */
	const readings = new Map<
		string,
		{ readonly cancel: CancellationTokenSource; readonly done: Promise<Held> }
	>();
	const changed = new EventEmitter<FileChangeEvent[]>();

	const keep = (key: string, text: string): Held => {
		const before = held.get(key);
		if (before?.text === text) return before;
		const now = { text, mtime: Math.max(Date.now(), (before?.mtime ?? 0) + 1) };
		held.set(key, now);
		return now;
	};
	const readNow = async (uri: Uri, cancel: CancellationTokenSource): Promise<Held> => {
		const key = uri.toString();
		outdated.delete(key);
		try {
			const text = (await read(uri, cancel.token)).toWellFormed();
			if (!cancel.token.isCancellationRequested) return keep(key, text);
		} catch (error) {
			if (!cancel.token.isCancellationRequested) throw error;
		} finally {
			readings.delete(key);
			cancel.dispose();
		}
		return current(uri);
	};
	/** The editor asks several times at once: all of them get the one answer. */
	const current = async (uri: Uri): Promise<Held> => {
		const key = uri.toString();
		const known = held.get(key);
		if (known !== undefined && !outdated.has(key)) return known;
		const open = readings.get(key);
		if (open !== undefined) return open.done;
		const cancel = new CancellationTokenSource();
		const done = readNow(uri, cancel);
		readings.set(key, { cancel, done });
		return done;
	};
	const tell = (uris: readonly Uri[]): void => {
		if (uris.length > 0) changed.fire(uris.map((uri) => ({ type: FileChangeType.Changed, uri })));
	};
	const registrations = Disposable.from(
		changed,
		workspace.registerFileSystemProvider(
			scheme,
			{
				onDidChangeFile: changed.event,
				// Only `outdate` reports changes.
				watch: () => new Disposable(() => {}),
				stat: async (uri) => {
					const { text, mtime } = await current(uri);
					return { type: FileType.File, ctime: 0, mtime, size: Buffer.byteLength(text) };
				},
				readFile: async (uri) => Buffer.from((held.get(uri.toString()) ?? (await current(uri))).text),
				readDirectory: () => [],
				createDirectory: refuse,
				writeFile: refuse,
				delete: refuse,
				rename: refuse,
			},
			{ isReadonly: true },
		),
		workspace.onDidCloseTextDocument(({ uri }) => {
			if (uri.scheme === scheme) held.delete(uri.toString());
		}),
		window.tabGroups.onDidChangeTabs(() =>
			tell(seenAddresses(scheme).filter((uri) => outdated.has(uri.toString()))),
		),
	);
	return {
		outdate: (isMeant = () => true) => {
			for (const key of held.keys()) if (isMeant(Uri.parse(key))) outdated.add(key);
			for (const [key, { cancel }] of readings) if (isMeant(Uri.parse(key))) cancel.cancel();
			// What could not be read is tried again, too.
			tell(seenAddresses(scheme).filter(isMeant));
		},
		dispose: () => registrations.dispose(),
	};
}

function refuse(uri: Uri): never {
	throw FileSystemError.NoPermissions(uri);
}
