/** Logs as read-only files of the editor, which asks for them again when they have grown. */
import {
	Disposable,
	EventEmitter,
	type FileChangeEvent,
	FileChangeType,
	FileSystemError,
	type FileSystemProvider,
	FileType,
	type Uri,
	window,
	workspace,
} from 'vscode';
import type { LogDocument } from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { logScheme } from './logAddress.ts';

export interface LogStore extends Disposable {
	/** What is known of the document at an address; `undefined`: it is not open, or has not been read. */
	get(uri: Uri): LogDocument | undefined;
}

interface Held {
	readonly version: string;
	readonly document: LogDocument;
	/** When it was read, in milliseconds since the epoch. */
	readonly read: number;
}

/** Between two looks at a log that is shown, in milliseconds; a log that takes long to read is looked at less often. */
const pause = 1000;
const slower = 10;

export function createLogStore(server: LanguageServer): LogStore {
	const held = new Map<string, Held>();
	const changed = new EventEmitter<FileChangeEvent[]>();
	let timer: NodeJS.Timeout | undefined;
	let isDisposed = false;

	const read = async (uri: Uri): Promise<Held> => {
		const key = uri.toString();
		const before = held.get(key);
		const answer = await server.log({ path: uri.path, ...(before && { known: before.version }) });
		if (answer === undefined) throw FileSystemError.FileNotFound(uri);
		const document = answer.document ?? before?.document;
		if (document === undefined) throw FileSystemError.Unavailable(uri);
		const now: Held =
			answer.document === undefined && before !== undefined
				? before
				: { version: answer.version, document, read: Date.now() };
		held.set(key, now);
		return now;
	};
	const look = async (): Promise<void> => {
		const began = Date.now();
		for (const { document } of window.visibleTextEditors) {
			if (document.uri.scheme !== logScheme) continue;
			const before = held.get(document.uri.toString());
			// A log that is gone keeps showing what was read last.
			const now = await read(document.uri).catch(() => before);
			if (now !== before) changed.fire([{ type: FileChangeType.Changed, uri: document.uri }]);
		}
		if (isLogShown()) schedule(Math.max(pause, slower * (Date.now() - began)));
	};
	const schedule = (after: number): void => {
		clearTimeout(timer);
		if (!isDisposed) timer = setTimeout(() => void look(), after);
	};
	const provider: FileSystemProvider = {
		onDidChangeFile: changed.event,
		// The store looks by itself at what is shown.
		watch: () => new Disposable(() => {}),
		stat: async (uri) => {
			const { document, read: mtime } = held.get(uri.toString()) ?? (await read(uri));
			return { type: FileType.File, ctime: 0, mtime, size: Buffer.byteLength(document.text) };
		},
		readFile: async (uri) => Buffer.from((await read(uri)).document.text),
		readDirectory: () => [],
		createDirectory: refuse,
		writeFile: refuse,
		delete: refuse,
		rename: refuse,
	};
	const registrations = Disposable.from(
		changed,
		workspace.registerFileSystemProvider(logScheme, provider, { isReadonly: true }),
		workspace.onDidCloseTextDocument(({ uri }) => held.delete(uri.toString())),
		window.onDidChangeVisibleTextEditors(() => {
			if (isLogShown()) schedule(0);
		}),
	);
	if (isLogShown()) schedule(0);
	return {
		get: (uri) => held.get(uri.toString())?.document,
		dispose: () => {
			isDisposed = true;
			clearTimeout(timer);
			registrations.dispose();
		},
	};
}

function isLogShown(): boolean {
	return window.visibleTextEditors.some(({ document }) => document.uri.scheme === logScheme);
}

function refuse(uri: Uri): never {
	throw FileSystemError.NoPermissions(uri);
}
