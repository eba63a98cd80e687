/** The disk behind the cores' file-system port. */
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
	readFile,
	readlink,
	realpath,
	rename,
	rm,
	symlink,
	unlink,
} from 'node:fs/promises';
import { promisify } from 'node:util';
import {
	type DirectoryEntry,
	type EntryKind,
	FileError,
	type FileStatus,
	type FileWriter,
} from '../base/fileSystem.ts';
import { limited } from '../base/parallel.ts';
import { compareBytes, decodeEscaping } from '../base/surrogateEscape.ts';
import { temporaryName } from '../base/temporaryName.ts';
import { removeTree, throughHeld } from './heldDirectory.ts';
import { mountBelow } from './mountPoints.ts';
import { errorCode, toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';
import { thisRun } from './nodeRuns.ts';

/** Opens the disk. It holds no state: every call asks the system anew. */
export function openFileSystem(): FileWriter {
	return {
		list: (path) => reading(path, () => list(path)),
		status: (path) => reading(path, async () => toStatus(await quick.stat(toNative(path)))),
		linkStatus: (path) => reading(path, async () => toStatus(await quick.lstat(toNative(path)))),
		read: (path) => reading(path, () => readWhole(path)),
		readLink: (path) =>
			reading(path, async () => decodeEscaping(await readlink(toNative(path), { encoding: 'buffer' }))),
		realPath: (path) =>
			reading(path, async () => decodeEscaping(await realpath(toNative(path), { encoding: 'buffer' }))),
		replace: (path, content) => changing(path, (held) => replace(held, content)),
		create: (path, content) => changing(path, (held) => create(held, content)),
		remove: (path) => changing(path, (held) => unlink(held)),
		removeIf: (path, mayGo) => changing(path, (held) => removeIf(held, mayGo)),
		removeTree: (path) => changing(path, (held) => removeTree(held, path)),
		mountIn: (path) => reading(path, () => mountIn(path)),
		link: (target, path) => changing(path, (held) => symlink(toNative(target), held)),
		makeDirectory: (path, umask) => changing(path, (held) => makeDirectory(held, umask)),
		changeOwner: (path, uid, gid) => changing(path, (held) => lchown(held, uid, gid)),
	};
}

async function mountIn(path: string): Promise<string | undefined> {
	const mount = await mountBelow(await realpath(toNative(path), { encoding: 'buffer' }));
	return mount && decodeEscaping(mount);
}

/** A path that leads through something that is no directory does not exist either. */
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

/** How many files are open to be read at one time, whoever reads: more than Node has threads to read with are of no use. */
const openFiles = limited(8);

/** In bytes. No file that is read whole comes near this; an archive under such a file's name does. */
const readLimit = 64 << 20;

/** Opens without waiting, for a pipe under a file's name would keep us waiting for ever, and reads regular files only. */
function readWhole(path: string): Promise<Uint8Array> {
	return openFiles(() => readOpened(path));
}

async function readOpened(path: string): Promise<Uint8Array> {
	const file = await descriptors.open(toNative(path), constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const status = await descriptors.fstat(file);
		if (status.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
		if (!status.isFile()) throw new FileError('not-a-file', path, `${path}: not a regular file`);
		if (status.size > readLimit)
			throw new FileError('too-large', path, `${path}: too large to be read whole`);
		const content = Buffer.allocUnsafe(status.size);
		let length = 0;
		while (length < content.length) {
			const { bytesRead } = await descriptors.read(file, content, length, content.length - length, length);
			if (bytesRead === 0) break;
			length += bytesRead;
		}
		return content.subarray(0, length);
	} finally {
		await descriptors.close(file);
	}
}

/** Everything that is followed is looked at again and again: these take half the time of their namesakes that give promises. */
const quick = { stat: promisify(statOnce), lstat: promisify(lstatOnce) } as const;

/** A scan reads small files by the ten thousand: plain descriptors take half the time of Node's file handles. */
const descriptors = {
	open: promisify(openDescriptor),
	fstat: promisify(fstat),
	read: promisify(readDescriptor),
	close: promisify(closeDescriptor),
} as const;

/**
 * Reads names as text first: that is twice as fast as reading bytes, and a name that is not UTF-8 betrays itself by the
 * replacement character, upon which the directory is read again as bytes.
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
	};
}

/**
 * Writes a new file beside the old one and puts it in its place once it is safe on the disk: nobody ever sees half of it,
 * not even after a power failure.
 */
async function replace(path: Buffer, content: Uint8Array): Promise<void> {
	const old = await oldFile(path);
	await writeBeside(path, content, old, (temporary) => rename(temporary, path));
}

/** Another name for a finished file comes into being at one moment, and only where there is none. */
async function create(path: Buffer, content: Uint8Array): Promise<void> {
	await writeBeside(path, content, undefined, (temporary) => link(temporary, path));
}

/** Writes a temporary file in the directory of `path`, has it put in place, and leaves none behind. */
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

/** The umask is the whole process's: it is another one for as long as nothing else can happen. */
async function makeDirectory(path: Buffer, umask: number | undefined): Promise<void> {
	if (umask === undefined) return mkdir(path);
	const before = process.umask(umask);
	try {
		mkdirSync(path);
	} finally {
		process.umask(before);
	}
}

/** The regular file that is replaced; `undefined` if there is none. */
async function oldFile(path: Buffer): Promise<Stats | undefined> {
	try {
		const old = await lstat(path);
		return old.isFile() ? old : undefined;
	} catch (error) {
		if (nothingThere.has(errorCode(error))) return undefined;
		throw error;
	}
}

/** Gives a new file owner, group and mode of the old one; only root can give a file away, others keep what they may. */
async function takeAfter(file: FileHandle, old: Stats): Promise<void> {
	await file
		.chown(old.uid, old.gid)
		.catch(() => file.chown(-1, old.gid))
		.catch((error: unknown) => {
			if (errorCode(error) !== 'EPERM') throw error;
		});
	// A new owner takes the bits from the file that a program must not inherit, so the mode comes last.
	await file.chmod(old.mode & 0o7777);
}

/**
 * Nothing removes a file by its content, so it is looked at, taken aside by a name of its own, and looked at again there:
 * what is not to go is put back, unless yet another file has its name by then, which is newer.
 */
async function removeIf(path: Buffer, mayGo: (content: Uint8Array) => boolean): Promise<boolean> {
	if (!mayGo(await readFile(path))) return false;
	const directory = path.subarray(0, path.lastIndexOf('/'));
	const name = temporaryName(thisRun, randomBytes(6).toString('hex'));
	const aside = Buffer.concat([directory, Buffer.from(`/${name}`)]);
	await rename(path, aside);
	const goes = mayGo(await readFile(aside));
	if (!goes) {
		await link(aside, path).catch((error: unknown) => {
			if (errorCode(error) !== 'EEXIST') throw error;
		});
	}
	await unlink(aside);
	return goes;
}
