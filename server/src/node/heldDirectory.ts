/** Changing what lies in a directory that is held open: no link put in its place meanwhile can lead the change elsewhere. */
import { constants, type Dirent } from 'node:fs';
import { type FileHandle, open, readdir, readlink, realpath, rmdir, unlink } from 'node:fs/promises';
import { FileError } from '../base/fileSystem.ts';
import { baseNameOf, directoryOf } from '../base/posixPath.ts';
import { decodeEscaping } from '../base/surrogateEscape.ts';
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

/** Removes a directory and all in it. Links are removed; nothing but a directory is ever gone into. */
export async function removeDirectory(path: Buffer): Promise<void> {
	const handle = await open(path, asDirectory);
	try {
		const held = heldPath(handle, path);
		for (const entry of await entriesOf(held)) {
			const child = below(held, entry.name);
			await (entry.isDirectory() ? removeDirectory(child) : unlink(child)).catch(unlessGone);
		}
	} finally {
		await handle.close();
	}
	await rmdir(path);
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
