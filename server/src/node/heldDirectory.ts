/** Changing what lies in a directory that is held open: no link put in its place meanwhile can lead the change elsewhere. */
import { randomBytes } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { type FileHandle, open, readdir, readlink, realpath, rename, rmdir, unlink } from 'node:fs/promises';
import { FileError } from '../base/fileSystem.ts';
import { baseNameOf, directoryOf } from '../base/posixPath.ts';
import { decodeEscaping } from '../base/surrogateEscape.ts';
import { isRemovalName, removalName } from '../base/temporaryName.ts';
import { mountBelow, mountOf } from './mountPoints.ts';
import { errorCode } from './nodeError.ts';
import { toNative } from './nodePath.ts';

/** Opens a directory itself, never what a link in its place leads to. */
const asDirectory = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * Hands on `path` by way of its directory, held open. Rejects with `FileError` if that directory is not really where its
 * path says: then a link is in the way.
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

/**
 * Removes a directory and all in it. Links are removed; nothing but a directory is ever gone into, and nothing that is
 * mounted. It is renamed first, so that a removal that is cut short leaves nothing that looks like the whole.
 * @param held the directory by way of its own directory, held open
 */
export async function removeTree(held: Buffer, path: string): Promise<void> {
	const handle = await open(held, asDirectory);
	try {
		const where = await (isLinux ? readlink : realpath)(heldPath(handle, held), { encoding: 'buffer' });
		const mount = await mountBelow(where);
		if (mount !== undefined) throw mounted(path, decodeEscaping(mount));
	} finally {
		await handle.close();
	}
	if (isRemovalName(baseNameOf(path))) return removeDirectory(held);
	const aside = below(held.subarray(0, held.lastIndexOf('/')), removalName(randomBytes(6).toString('hex')));
	await rename(held, aside);
	await removeDirectory(aside);
}

/** How deep directories are held open, one in another; what lies deeper is moved up first. */
const deepest = 16;

/** The directory whose removal a directory within is part of. */
interface Removal {
	readonly top: Buffer;
	/** What all of it must lie on, as `mountOf` has it. */
	readonly mount: string | undefined;
	readonly depth: number;
	/** Tells that something was moved into `top`. */
	readonly lifted: () => void;
}

/** @param of `undefined`: it is the whole that is removed, whatever it lies on */
async function removeDirectory(path: Buffer, of?: Removal): Promise<void> {
	const handle = await open(path, asDirectory);
	try {
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
				await (entry.isDirectory() ? removeChild(child, within) : unlink(child)).catch(unlessGone);
			}
		} while (more);
	} finally {
		await handle.close();
	}
	await rmdir(path);
}

async function removeChild(child: Buffer, of: Removal): Promise<void> {
	if (of.depth < deepest) return removeDirectory(child, of);
	await rename(child, below(of.top, removalName(randomBytes(6).toString('hex'))));
	of.lifted();
}

function mounted(path: string, mount: string): FileError {
	return new FileError('mounted', path, `${path}: something is mounted at ${mount}: unmount it first`);
}

const isLinux = process.platform === 'linux';

/** Linux has every open directory under a path of its own; elsewhere its plain path has to do. */
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
