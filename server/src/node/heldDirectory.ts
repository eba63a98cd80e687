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
import { FileError } from '../base/fileSystem.ts';
import { baseNameOf, directoryOf } from '../base/posixPath.ts';
import { decodeEscaping } from '../base/surrogateEscape.ts';
import { isRemovalName, removalName } from '../base/temporaryName.ts';
import { mountBelow, mountOf } from './mountPoints.ts';
import { errorCode } from './nodeError.ts';
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
		const mount = await mountBelow(where);
		if (mount !== undefined) throw mounted(path, decodeEscaping(mount));
	} finally {
		await handle.close();
	}
	let freed = 0;
	const free = (bytes: number): void => {
		freed += bytes;
	};
	if (isRemovalName(baseNameOf(path))) {
		await removeDirectory(held, free);
		return freed;
	}
	const aside = below(held.subarray(0, held.lastIndexOf('/')), removalName(randomBytes(6).toString('hex')));
	await rename(held, aside);
	await removeDirectory(aside, free);
	return freed;
}

/** How many nested directories are held open; deeper ones are moved up first. */
const deepest = 16;

/** The directory whose removal includes a nested one. */
interface Removal {
	readonly top: Buffer;
	/** The mount that all of it must be on, as returned by `mountOf`. */
	readonly mount: string | undefined;
	readonly depth: number;
	/** Reports that something was moved into `top`. */
	readonly lifted: () => void;
}

/**
 * @param free takes the bytes that each step frees
 * @param of `undefined`: this is the outermost directory, on any mount
 */
async function removeDirectory(path: Buffer, free: (bytes: number) => void, of?: Removal): Promise<void> {
	const handle = await open(path, asDirectory);
	let size = 0;
	try {
		size = (await handle.stat()).blocks * 512;
		const mount = await mountOf(handle);
		if (of !== undefined && mount !== of.mount) {
			const name = decodeEscaping(path.subarray(path.lastIndexOf('/') + 1));
			throw mounted(name, name);
		}
		const held = heldPath(handle, path);
		let more = false;
		const lifted = (): void => {
			more = true;
		};
		const within = of === undefined ? { top: held, mount, depth: 1, lifted } : { ...of, depth: of.depth + 1 };
		do {
			more = false;
			for (const entry of await entriesOf(held)) {
				const child = below(held, entry.name);
				const removal = entry.isDirectory() ? removeChild(child, free, within) : removeFile(child).then(free);
				await removal.catch(unlessGone);
			}
		} while (more);
	} finally {
		await handle.close();
	}
	await rmdir(path).then(() => free(size), unlessGone);
}

async function removeChild(child: Buffer, free: (bytes: number) => void, of: Removal): Promise<void> {
	if (of.depth < deepest) return removeDirectory(child, free, of);
	await rename(child, below(of.top, removalName(randomBytes(6).toString('hex'))));
	of.lifted();
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

function unlessGone(error: unknown): void {
	if (errorCode(error) !== 'ENOENT') throw error;
}
