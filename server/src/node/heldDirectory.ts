/** Changes the contents of a directory that is held open, so that a link put in its place cannot redirect the change. */
import { randomBytes } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import {
	type FileHandle,
	lstat,
	open,
	readdir,
	readlink,
	realpath,
	rename,
	rmdir,
	unlink,
} from 'node:fs/promises';
import { BegunRemovalError, FileError } from '../base/fileSystem.ts';
import { baseNameOf, directoryOf, joinPath } from '../base/posixPath.ts';
import { decodeEscaping } from '../base/surrogateEscape.ts';
import { isRemovalName, removalName } from '../base/temporaryName.ts';
import { mountBelow, mountOf } from './mountPoints.ts';
import { errorCode, toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';

/** Opens a directory itself, never the target of a link in its place. */
const asDirectory = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * Passes on `path` through its open directory. Rejects with `FileError` if a link on the way means that the directory is not
 * really where its path says.
 */
export async function throughHeld<T>(path: string, work: (held: Buffer) => Promise<T>): Promise<T> {
	const directory = directoryOf(path);
	const handle = await open(toNative(directory), asDirectory);
	try {
		const held = heldPath(handle, directory);
		const where = await (isLinux ? readlink : realpath)(held, { encoding: 'buffer' });
		if (decodeEscaping(where) !== directory)
			throw new FileError('loop', path, `${path}: a link is in its way`);
		return await work(below(held, baseNameOf(path)));
	} finally {
		await handle.close();
	}
}

/** Removes a file or link. Resolves with the disk space in bytes that this frees: none if the file has another name. */
export async function removeFile(path: string | Buffer): Promise<number> {
	const { blocks, nlink } = await lstat(path);
	await unlink(path);
	return nlink > 1 ? 0 : blocks * 512;
}

/**
 * Removes a directory and everything in it. Removes links, never follows them, and never enters a mount. Renames the directory
 * first, so that an interrupted removal leaves nothing that looks like the complete directory.
 * @param held the directory, reached through its own open parent directory
 * @returns the disk space in bytes that its removal freed, apart from what another process removed meanwhile
 */
export async function removeTree(held: Buffer, path: string): Promise<number> {
	const handle = await open(held, asDirectory);
	try {
		const where = await (isLinux ? readlink : realpath)(heldPath(handle, held), { encoding: 'buffer' });
		const mount = mountBelow(where);
		if (mount !== undefined) throw mounted(path, decodeEscaping(mount));
	} finally {
		await handle.close();
	}
	const isBegun = isRemovalName(baseNameOf(path));
	const name = isBegun ? baseNameOf(path) : removalName(randomBytes(6).toString('hex'));
	const aside = below(held.subarray(0, held.lastIndexOf('/')), name);
	if (!isBegun) await rename(held, aside);
	const shown = joinPath(directoryOf(path), name);
	let freed = 0;
	const free = (bytes: number): void => {
		freed += bytes;
	};
	try {
		await removeDirectory(aside, { shown, free });
	} catch (error) {
		if (isGone(error) && freed > 0) return freed;
		const failure = toFileError(error, shown);
		throw isGone(error) || (isBegun && freed === 0) ? failure : new BegunRemovalError(failure, freed);
	}
	return freed;
}

/** How many nested directories are held open; deeper ones are moved up first. */
const deepest = 16;

/** How often a directory is emptied again because another process has put something in it. */
const mostRounds = 1000;

interface Removal {
	/** The present path of the directory, for messages. */
	readonly shown: string;
	/** Takes the bytes that each step frees. */
	readonly free: (bytes: number) => void;
	/** Of a nested directory: the one whose removal includes it. */
	readonly within?: Outermost & { readonly depth: number };
}

interface Outermost {
	readonly top: Buffer;
	/** The mount that all of it must be on, as returned by `mountOf`. */
	readonly mount: string;
	/** Reports that something was moved into `top`. */
	readonly lifted: () => void;
}

/** Removes a directory, perhaps while another process removes the same one. Without `within`, it may be on any mount. */
async function removeDirectory(path: Buffer, { shown, free, within }: Removal): Promise<void> {
	const handle = await open(path, asDirectory);
	try {
		const size = (await handle.stat()).blocks * 512;
		const mount = await mountOf(handle);
		if (within !== undefined && mount !== within.mount) throw mounted(shown, shown);
		const held = heldPath(handle, path);
		let more = false;
		const lifted = (): void => {
			more = true;
		};
		const inner =
			within === undefined ? { top: held, mount, depth: 1, lifted } : { ...within, depth: within.depth + 1 };
		for (let round = 0; ; ) {
			more = false;
			await removeEntries(held, { shown, free, within: inner });
			if (more) continue;
			try {
				await rmdir(path);
				return free(size);
			} catch (error) {
				// Another process moves up what nests too deep, or still writes there.
				if (!isFilled(error) || ++round === mostRounds) throw error;
			}
		}
	} finally {
		await handle.close();
	}
}

/** Removes what is in a directory that is held open, except what another process removes meanwhile. */
async function removeEntries(held: Buffer, removal: Required<Removal>): Promise<void> {
	for (const entry of await entriesOf(held)) {
		const child = below(held, entry.name);
		const shown = joinPath(removal.shown, decodeEscaping(entry.name));
		const gone = entry.isDirectory()
			? removeChild(child, { ...removal, shown })
			: removeFile(child).then(removal.free);
		await gone.catch((error: unknown) => {
			if (!isGone(error)) throw toFileError(error, shown);
		});
	}
}

async function removeChild(child: Buffer, removal: Required<Removal>): Promise<void> {
	const { within } = removal;
	if (within.depth < deepest) return removeDirectory(child, removal);
	await rename(child, below(within.top, removalName(randomBytes(6).toString('hex'))));
	within.lifted();
}

function mounted(path: string, mount: string): FileError {
	return new FileError('mounted', path, `${path}: something is mounted at ${mount}: unmount it first`);
}

const isLinux = process.platform === 'linux';

/** Linux gives every open directory a path; elsewhere, its plain path must do. */
function heldPath(handle: FileHandle, path: string | Buffer): Buffer {
	if (isLinux) return Buffer.from(`/proc/self/fd/${handle.fd}`);
	return Buffer.from(typeof path === 'string' ? toNative(path) : path);
}

function below(directory: Buffer, name: string | Buffer): Buffer {
	return Buffer.concat([
		directory,
		Buffer.from('/'),
		Buffer.from(typeof name === 'string' ? toNative(name) : name),
	]);
}

function entriesOf(path: Buffer): Promise<Dirent<Buffer>[]> {
	return readdir(path, { withFileTypes: true, encoding: 'buffer' });
}

function isGone(error: unknown): boolean {
	return errorCode(error) === 'ENOENT';
}

function isFilled(error: unknown): boolean {
	return ['ENOTEMPTY', 'EEXIST'].includes(errorCode(error));
}
