/** Reads files and remembers the state of each path just before, so that both can be compared with the disk later. */
import type { FileReader, FileStatus } from '../base/fileSystem.ts';
import { type Footprint, FootprintMaker } from './footprint.ts';
import { type ContentCall, failureText, isSettled, resultText, stampAt, stampOf } from './seen.ts';

export interface Recorder extends FileReader {
	/** Everything read so far; grows with each read. */
	readonly footprint: Footprint;
	/** Begins a new footprint; reads in progress still go into the old one. */
	renew(): void;
	/** Drops paths from the footprint; they return when they are read again. */
	forget(isForgotten: (path: string) => boolean): void;
}

/**
 * @param now milliseconds since the epoch
 * @param isRemote whether other machines can change the file without an event on this one
 */
export function createRecorder(
	files: FileReader,
	now: () => number,
	isRemote: (path: string, status: FileStatus) => Promise<boolean>,
): Recorder {
	let maker = new FootprintMaker();

	/** Records the stamp, then reads. If the stamp is useless, also keeps the result. */
	const reading = async <Result extends Awaited<ReturnType<FileReader[ContentCall]>>>(
		call: ContentCall,
		path: string,
		which: 'followed' | 'own',
		read: () => Promise<Result>,
	): Promise<Result> => {
		const current = maker;
		const began = now();
		const { stamp, status } = await stampAt(() => (which === 'own' ? files.linkStatus : files.status)(path));
		const seen = current.addStamp(path, which, stamp);
		const isFar = status !== undefined && (await isRemote(path, status));
		try {
			const result = await read();
			if (call === 'list' && result !== undefined) seen.isListed = true;
			const isUncertain = isFar || (result === undefined) !== (status === undefined);
			if (isUncertain || !isSettled(status, began))
				current.addOutcome(path, call, resultText(call, result), isUncertain);
			return result;
		} catch (error) {
			current.addOutcome(path, call, failureText(error), true);
			throw error;
		}
	};

	const asking = async (path: string, which: 'followed' | 'own'): Promise<FileStatus | undefined> => {
		const current = maker;
		try {
			const status = await (which === 'own' ? files.linkStatus : files.status)(path);
			current.addStamp(path, which, stampOf(status));
			return status;
		} catch (error) {
			current.addStamp(path, which, failureText(error));
			throw error;
		}
	};

	/** Where a path leads depends on every link on the way, so it has no stamp. */
	const realPath = async (path: string): Promise<string | undefined> => {
		const current = maker;
		try {
			const result = await files.realPath(path);
			current.addOutcome(path, 'realPath', resultText('realPath', result), true);
			return result;
		} catch (error) {
			current.addOutcome(path, 'realPath', failureText(error), true);
			throw error;
		}
	};

	return {
		get footprint() {
			return maker.footprint;
		},
		renew() {
			maker = new FootprintMaker();
		},
		forget: (isForgotten) => maker.forget(isForgotten),
		status: (path) => asking(path, 'followed'),
		linkStatus: (path) => asking(path, 'own'),
		list: (path) => reading('list', path, 'followed', () => files.list(path)),
		read: (path) => reading('read', path, 'followed', () => files.read(path)),
		readLink: (path) => reading('readLink', path, 'own', () => files.readLink(path)),
		realPath,
	};
}
