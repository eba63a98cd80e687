/** Reads files and keeps what each path looked like just before: what was read can be compared with the disk later. */
import type { FileReader, FileStatus } from '../base/fileSystem.ts';
import {
	type CallOutcome,
	type ContentCall,
	failureText,
	isSettled,
	resultText,
	type Seen,
	type StampedStatus,
	stampAt,
	stampOf,
} from './seen.ts';

/** Of most paths: one list for all of them. */
const none: Seen['outcomes'] = [];

/** By path. */
export type Footprint = ReadonlyMap<string, Seen>;

export interface Recorder extends FileReader {
	/** All that was read so far; it grows as more is read. */
	readonly footprint: Footprint;
	/** Begins a new footprint; what is being read now is kept in the old one. */
	renew(): void;
	/** Leaves paths out of the footprint; they are kept again when they are read again. */
	forget(isForgotten: (path: string) => boolean): void;
}

/**
 * @param now milliseconds since the epoch
 * @param isRemote whether other machines can change the file without this one being told
 */
export function createRecorder(
	files: FileReader,
	now: () => number,
	isRemote: (path: string, status: FileStatus) => Promise<boolean>,
): Recorder {
	let footprint = new Map<string, Seen>();

	const seenIn = (paths: Map<string, Seen>, path: string): Seen => {
		const known = paths.get(path);
		if (known !== undefined) return known;
		const seen: Seen = { followed: undefined, own: undefined, isListed: false, outcomes: none };
		paths.set(path, seen);
		return seen;
	};

	const note = (
		paths: Map<string, Seen>,
		path: string,
		call: ContentCall,
		result: CallOutcome['result'],
		isUncertain: boolean,
	): void => {
		const seen = seenIn(paths, path);
		seen.outcomes = [...seen.outcomes, { call, result, isUncertain }];
	};

	/** The earliest stamp of a footprint stays: whatever is read later is newer. */
	const noted = async (
		paths: Map<string, Seen>,
		path: string,
		which: 'followed' | 'own',
	): Promise<StampedStatus & { readonly seen: Seen }> => {
		const ask = which === 'own' ? files.linkStatus : files.status;
		const stamped = await stampAt(() => ask(path));
		const seen = seenIn(paths, path);
		seen[which] ??= stamped.stamp;
		return { ...stamped, seen };
	};

	/** Notes the stamp, then reads; where the stamp is no use, keeps what was read as well. */
	const reading = async <Result extends Awaited<ReturnType<FileReader[ContentCall]>>>(
		call: ContentCall,
		path: string,
		which: 'followed' | 'own',
		read: () => Promise<Result>,
	): Promise<Result> => {
		const paths = footprint;
		const began = now();
		const { status, seen } = await noted(paths, path, which);
		const isFar = status !== undefined && (await isRemote(path, status));
		try {
			const result = await read();
			if (call === 'list' && result !== undefined) seen.isListed = true;
			const isUncertain = isFar || (result === undefined) !== (status === undefined);
			if (isUncertain || !isSettled(status, began))
				note(paths, path, call, resultText(call, result), isUncertain);
			return result;
		} catch (error) {
			note(paths, path, call, failureText(error), true);
			throw error;
		}
	};

	const asking = async (path: string, which: 'followed' | 'own'): Promise<FileStatus | undefined> => {
		const paths = footprint;
		const ask = which === 'own' ? files.linkStatus : files.status;
		try {
			const status = await ask(path);
			seenIn(paths, path)[which] ??= stampOf(status);
			return status;
		} catch (error) {
			seenIn(paths, path)[which] ??= failureText(error);
			throw error;
		}
	};

	/** Where a path leads depends on every link on the way: it has no stamp. */
	const realPath = async (path: string): Promise<string | undefined> => {
		const paths = footprint;
		try {
			const result = await files.realPath(path);
			note(paths, path, 'realPath', resultText('realPath', result), true);
			return result;
		} catch (error) {
			note(paths, path, 'realPath', failureText(error), true);
			throw error;
		}
	};

	return {
		get footprint() {
			return footprint;
		},
		renew() {
			footprint = new Map();
		},
		forget(isForgotten) {
			for (const path of footprint.keys()) if (isForgotten(path)) footprint.delete(path);
		},
		status: (path) => asking(path, 'followed'),
		linkStatus: (path) => asking(path, 'own'),
		list: (path) => reading('list', path, 'followed', () => files.list(path)),
		read: (path) => reading('read', path, 'followed', () => files.read(path)),
		readLink: (path) => reading('readLink', path, 'own', () => files.readLink(path)),
		realPath,
	};
}
