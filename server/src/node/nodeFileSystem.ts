/** The file system port on a real disk. */
import { randomBytes } from 'node:crypto';
import {
	close as closeDescriptor,
	constants,
	type Dirent,
	fstat,
	lstat as lstatOnce,
	mkdirSync,
	open as openDescriptor,
	read as readDescriptor,
	readdir as readDirectory,
	type Stats,
	stat as statOnce,
} from 'node:fs';
import {
	type FileHandle,
	lchown,
	link,
	lstat,
	mkdir,
	open,
	readlink,
	realpath,
	rename,
	rm,
	statfs,
	symlink,
	unlink,
} from 'node:fs/promises';
import { promisify } from 'node:util';
import {
	type DirectoryEntry,
	type EntryKind,
	FileError,
	type FilePart,
	type FileStatus,
	type FileSystemSpace,
	type FileWriter,
} from '../base/fileSystem.ts';
import { limited } from '../base/parallel.ts';
import { baseNameOf, directoryOf } from '../base/posixPath.ts';
import { compareBytes, decodeEscaping } from '../base/surrogateEscape.ts';
import { temporaryName } from '../base/temporaryName.ts';
import { removeFile, removeTree, throughHeld } from './heldDirectory.ts';
import { isMountPossible, mountBelow } from './mountPoints.ts';
import { errorCode, toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';
import { thisRun } from './nodeRuns.ts';

/** Opens the disk. It is stateless: every call asks the system again. */
export function openFileSystem(): FileWriter {
	return {
		list: (path) => reading(path, () => list(path)),
		status: (path) => reading(path, async () => toStatus(await quick.stat(toNative(path)))),
		linkStatus: (path) => reading(path, async () => toStatus(await quick.lstat(toNative(path)))),
		read: (path) => reading(path, () => readWhole(path)),
		readPart: (path, startOf, length) => reading(path, () => readPart(path, startOf, length)),
		readLink: (path) =>
			reading(path, async () => decodeEscaping(await readlink(toNative(path), { encoding: 'buffer' }))),
		realPath: (path) =>
			reading(path, async () => decodeEscaping(await realpath(toNative(path), { encoding: 'buffer' }))),
		replace: (path, content) => changing(path, (held) => replace(held, content)),
		create: (path, content) => changing(path, (held) => create(held, content)),
		remove: (path) => changing(path, removeFile),
		removeIf: (path, mayGo) => changing(path, (held) => removeIf(path, held, mayGo)),
		removeTree: (path) => changing(path, (held) => removeTree(held, path)),
		mountIn: (path) => reading(path, () => mountIn(path)),
		space: (path) => reading(path, () => spaceAt(path)),
		link: (target, path) => changing(path, (held) => symlink(toNative(target), held)),
		replaceLink: (target, path) => changing(path, (held) => replaceLink(toNative(target), held)),
		makeDirectory: (path, umask) => changing(path, (held) => makeDirectory(held, umask)),
		changeOwner: (path, uid, gid) => changing(path, (held) => lchown(held, uid, gid)),
	};
}

async function mountIn(path: string): Promise<string | undefined> {
	const name = Buffer.from(toNative(baseNameOf(path)));
	if (!isMountPossible(name)) return undefined;
	const parent = await realpath(toNative(directoryOf(path)), { encoding: 'buffer' });
	const slash = parent.at(-1) === 0x2f ? '' : '/';
	const mount = mountBelow(Buffer.concat([parent, Buffer.from(slash), name]));
	return mount && decodeEscaping(mount);
}

/** Some file systems do not say how large they are. */
async function spaceAt(path: string): Promise<FileSystemSpace | undefined> {
	const { bsize, blocks, bavail } = await statfs(toNative(path));
	return blocks > 0 ? { free: bavail * bsize, total: blocks * bsize } : undefined;
}

/** A path through something that is not a directory does not exist either. */
const nothingThere = new Set(['ENOENT', 'ENOTDIR']);

async function reading<T>(path: string, read: () => Promise<T>): Promise<T | undefined> {
	try {
		return await read();
	} catch (error) {
		if (nothingThere.has(errorCode(error))) return undefined;
		throw toFileError(error, path);
	}
}

async function changing<T>(path: string, change: (held: Buffer) => Promise<T>): Promise<T> {
	try {
		return await throughHeld(path, change);
	} catch (error) {
		throw toFileError(error, path);
	}
}

/** The number of files open for reading at a time, for all callers. More than Node's reading threads would be useless. */
const openFiles = limited(8);

/** In bytes. No file that is read whole comes close to this, but an archive under such a file's name does. */
const readLimit = 64 << 20;

/** @param native the name by which the file is opened */
function readWhole(path: string, native: string | Buffer = toNative(path)): Promise<Uint8Array> {
	return openFiles(() =>
		readOpened(path, native, async (file, { size }) => {
			if (size > readLimit) throw new FileError('too-large', path, `${path}: too large to be read whole`);
			return readBytesOf(file, 0, size);
		}),
	);
}

function readPart(
	path: string,
	startOf: (size: number) => number,
	length = Number.POSITIVE_INFINITY,
): Promise<FilePart> {
	return openFiles(() =>
		readOpened(path, toNative(path), async (file, { size, mtimeMs }) => {
			const start = startOf(size);
			const content = await readBytesOf(file, start, Math.min(length, size - start));
			return { content, start, size, modified: mtimeMs };
		}),
	);
}

/** Opens without blocking, because a pipe under a file's name would block for ever, and reads only regular files. */
async function readOpened<T>(
	path: string,
	native: string | Buffer,
	read: (file: number, status: Stats) => Promise<T>,
): Promise<T> {
	const file = await descriptors.open(native, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const status = await descriptors.fstat(file);
		if (status.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
		if (!status.isFile()) throw new FileError('not-a-file', path, `${path}: not a regular file`);
		return await read(file, status);
	} finally {
		await descriptors.close(file);
	}
}

async function readBytesOf(file: number, start: number, size: number): Promise<Uint8Array> {
	const content = Buffer.allocUnsafe(size);
	let length = 0;
	while (length < size) {
		const { bytesRead } = await descriptors.read(file, content, length, size - length, start + length);
		if (bytesRead === 0) break;
		length += bytesRead;
	}
	return content.subarray(0, length);
}

/** Followed paths are checked again and again, and these calls take half the time of their promise versions. */
const quick = { stat: promisify(statOnce), lstat: promisify(lstatOnce) } as const;

/** A scan reads tens of thousands of small files; plain descriptors take half the time of Node's file handles. */
const descriptors = {
	open: promisify(openDescriptor),
	fstat: promisify(fstat),
	read: promisify(readDescriptor),
	close: promisify(closeDescriptor),
} as const;

/**
 * Reads names as text first, which is twice as fast as reading bytes. A name that is not UTF-8 contains the replacement
 * character; if there is one, the directory is read again as bytes.
 */
async function list(path: string): Promise<readonly DirectoryEntry[]> {
	const entries = await readText(path);
	const named = entries.some((entry) => entry.name.includes('\ufffd'))
		? (await readBytes(path)).map((entry) => ({ name: decodeEscaping(entry.name), kind: kindOf(entry) }))
		: entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
	return named.sort((a, b) => compareBytes(a.name, b.name));
}

function readText(path: string): Promise<Dirent[]> {
	return new Promise((resolve, reject) => {
		readDirectory(toNative(path), { withFileTypes: true }, (error, entries) =>
			error === null ? resolve(entries) : reject(error),
		);
	});
}

function readBytes(path: string): Promise<Dirent<Buffer>[]> {
	return new Promise((resolve, reject) => {
		readDirectory(toNative(path), { withFileTypes: true, encoding: 'buffer' }, (error, entries) =>
			error === null ? resolve(entries) : reject(error),
		);
	});
}

function kindOf(entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryKind {
	if (entry.isFile()) return 'file';
	if (entry.isDirectory()) return 'directory';
	return entry.isSymbolicLink() ? 'link' : 'other';
}

function toStatus(stats: Stats): FileStatus {
	return {
		kind: kindOf(stats),
		size: stats.size,
		modified: stats.mtimeMs,
		changed: stats.ctimeMs,
		diskUse: stats.blocks * 512,
		identity: `${stats.dev}:${stats.ino}`,
		links: stats.nlink,
	};
}

/**
 * Writes a new file beside the old one, and renames it once it is safely on disk. No reader ever sees a partial file, even after
 * a power failure.
 */
async function replace(path: Buffer, content: Uint8Array): Promise<void> {
	const old = await oldFile(path);
	await writeBeside(path, content, old, (temporary) => rename(temporary, path));
}

/**
 * Links a finished file to a second name atomically, and only if that name is free. On NFS, the answer of the server may be lost, and
 * the repeated request fails because the first one did not: then the file has its second name all the same.
 */
async function create(path: Buffer, content: Uint8Array): Promise<void> {
	await writeBeside(path, content, undefined, async (temporary) => {
		try {
			await link(temporary, path);
		} catch (error) {
			const status = await lstat(temporary).catch(() => undefined);
			if (status?.nlink !== 2) throw error;
		}
	});
}

/** Writes a temporary file in the directory of `path`, moves it into place, and leaves none behind. */
async function writeBeside(
	path: Buffer,
	content: Uint8Array,
	old: Stats | undefined,
	putInPlace: (temporary: Buffer) => Promise<void>,
): Promise<void> {
	const directory = path.subarray(0, path.lastIndexOf('/'));
	const name = temporaryName(thisRun, randomBytes(6).toString('hex'));
	const temporary = Buffer.concat([directory, Buffer.from(`/${name}`)]);
	try {
		const file = await open(temporary, 'wx', old === undefined ? 0o666 : 0o600);
		try {
			await file.writeFile(content);
			if (old !== undefined) await takeAfter(file, old);
			await file.sync();
		} finally {
			await file.close();
		}
		await putInPlace(temporary);
	} finally {
		await rm(temporary, { force: true });
	}
}

async function replaceLink(target: string | Buffer, path: Buffer): Promise<void> {
	const directory = path.subarray(0, path.lastIndexOf('/'));
	const name = temporaryName(thisRun, randomBytes(6).toString('hex'));
	const temporary = Buffer.concat([directory, Buffer.from(`/${name}`)]);
	try {
		await symlink(target, temporary);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

/** The umask belongs to the whole process, so it is changed only while nothing else can run. */
async function makeDirectory(path: Buffer, umask: number | undefined): Promise<void> {
	if (umask === undefined) return mkdir(path);
	const before = process.umask(umask);
	try {
		mkdirSync(path);
	} finally {
		process.umask(before);
	}
}

async function exists(path: Buffer): Promise<boolean> {
	return lstat(path).then(
		() => true,
		() => false,
	);
}

/** The regular file to replace; `undefined` if there is none. */
async function oldFile(path: Buffer): Promise<Stats | undefined> {
	try {
		const old = await lstat(path);
		return old.isFile() ? old : undefined;
	} catch (error) {
		if (nothingThere.has(errorCode(error))) return undefined;
		throw error;
	}
}

/** Gives a new file the owner, group and mode of the old one. Only root can change the owner; others keep what they can. */
async function takeAfter(file: FileHandle, old: Stats): Promise<void> {
	await file
		.chown(old.uid, old.gid)
		.catch(() => file.chown(-1, old.gid))
		.catch((error: unknown) => {
			if (errorCode(error) !== 'EPERM') throw error;
		});
	// A new owner clears the bits that a program must not inherit, so the mode is set last.
	await file.chmod(old.mode & 0o7777);
}

/**
 * The system cannot remove a file by its content. So we read the file, rename it to a unique name, and read it again there. What
 * must stay or cannot be read is renamed back, unless something newer has taken its name.
 */
async function removeIf(
	shown: string,
	path: Buffer,
	mayGo: (content: Uint8Array) => boolean,
): Promise<boolean> {
	if (!mayGo(await readWhole(shown, path))) return false;
	const directory = path.subarray(0, path.lastIndexOf('/'));
	const name = temporaryName(thisRun, randomBytes(6).toString('hex'));
	const aside = Buffer.concat([directory, Buffer.from(`/${name}`)]);
	try {
		await rename(path, aside);
	} catch (error) {
		// As with links: the first request has moved it, and only its answer was lost.
		if (!nothingThere.has(errorCode(error)) || !(await exists(aside))) throw error;
	}
	let goes = false;
	try {
		goes = mayGo(await readWhole(shown, aside));
	} finally {
		if (!goes) await putBack(aside, path);
	}
	if (goes) await unlink(aside);
	return goes;
}

async function putBack(aside: Buffer, path: Buffer): Promise<void> {
	// A directory has one name only.
	if ((await lstat(aside)).isDirectory()) return rename(aside, path);
	await link(aside, path).catch((error: unknown) => {
		if (errorCode(error) !== 'EEXIST') throw error;
	});
	await unlink(aside);
}
