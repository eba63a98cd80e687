/**
 * The only module that changes a repository. It works only below the real path of the mirror, never through a link, and
 * checks that again at each change, since builds and other people share the repository.
 */
import { isSameContent } from '../base/bytes.ts';
import { BegunRemovalError, FileError, type FileFailure, type FileWriter } from '../base/fileSystem.ts';
import { baseNameOf, directoryOf, isBelow, normalizePath, resolvePath } from '../base/posixPath.ts';
import { type Refused, refused } from '../base/refused.ts';
import { readLockOrClaim } from './locks/claim.ts';
import { holderPhrase, type LockPorts, parseLock, readLock } from './locks/lock.ts';
import type {
	Change,
	MakeDirectory,
	MakeLink,
	Owner,
	RemoveDirectory,
	RemoveFile,
	WriteFile,
} from './plan.ts';

export type ChangeOutcome =
	/** `freed`: the disk space in bytes that a removal freed. */
	| { readonly kind: 'done'; readonly freed?: number }
	/** There was nothing left to remove. */
	| { readonly kind: 'gone' }
	/** What was to be created already exists. */
	| { readonly kind: 'exists' }
	/** It would have been wrong. The reason names the path. */
	| Refused
	/** The operating system reported an error. `freed`: the removal had begun, and freed so many bytes. */
	| { readonly kind: 'failed'; readonly reason: string; readonly freed?: number };

export interface ApplyPorts extends LockPorts {
	readonly files: FileWriter;
	readonly signal: AbortSignal;
}

/** A directory below which changes are allowed: the mirror, or a directory in it. */
export interface ChangeRoot {
	/** The path as written, normalised. */
	readonly mirror: string;
	/** Its real path. */
	readonly real: string;
	readonly ports: ApplyPorts;
}

/** Resolves the real path of the mirror; `undefined` if it does not exist. Rejects with `FileError`. */
export async function openChangeRoot(mirror: string, ports: ApplyPorts): Promise<ChangeRoot | undefined> {
	const real = await ports.files.realPath(mirror);
	return real === undefined ? undefined : { mirror: normalizePath(mirror), real, ports };
}

/** Carries out one change. Rejects with `AbortError` only. */
export async function applyChange(root: ChangeRoot, change: Change): Promise<ChangeOutcome> {
	root.ports.signal.throwIfAborted();
	let real = change.path;
	try {
		const place = await locateChange(root, change.path);
		if (place.kind === 'refused') return place;
		const refusal = await whyLocked(root, change);
		if (refusal !== undefined) return refused(refusal);
		real = place.real;
		return await perform(root, change, real);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		if (error.failure === 'missing' && isRemoval(change)) return { kind: 'gone' };
		if (error.failure === 'exists' && change.kind === 'create-file') return { kind: 'exists' };
		if (error instanceof BegunRemovalError) return begun(change.path, real, error);
		// The message gets the path that the user knows.
		const message = error.message.replaceAll(real, () => change.path);
		if (error.failure === 'mounted') return refused(message);
		return { kind: 'failed', reason: withRemedy(message, error) };
	}
}

/** A removal that ended half-way. What is left of the directory at `path` has another name now, which the message has. */
function begun(path: string, real: string, error: BegunRemovalError): ChangeOutcome {
	const { freed, message } = error;
	const shown = message.replaceAll(`${directoryOf(real)}/`, () => `${directoryOf(path)}/`);
	const why = withRemedy(shown, error);
	const again = 'then run the command again';
	const reason = `${path} is removed in part: ${why.endsWith(again) ? why : `${why}, ${again}`}`;
	return { kind: 'failed', reason, freed };
}

function withRemedy(message: string, { failure }: FileError): string {
	const remedy = remedies.get(failure);
	return remedy === undefined ? message : `${message}: ${remedy}`;
}

/** Remedies for failures that have an obvious one. Messages of failing disks have theirs already. */
const remedies: ReadonlyMap<FileFailure, string> = new Map([
	['denied', 'ask its owner, or work as root'],
	['name-too-long', 'shorten it'],
]);

function isRemoval(change: Change): change is RemoveFile | RemoveDirectory {
	return change.kind === 'remove-file' || change.kind === 'remove-directory';
}

export type LocatedChange = { readonly kind: 'inside'; readonly real: string } | Refused;

/**
 * Resolves the real path of a path in the mirror. A name below the mirror is not enough: each directory on the way must be a real
 * one rather than a link, and the mirror must be where it was when the change was planned. The change uses the real path, so that a
 * link created later makes it fail.
 */
export async function locateChange(root: ChangeRoot, path: string): Promise<LocatedChange> {
	const { realPath } = root.ports.files;
	if ((await realPath(root.mirror)) !== root.real) {
		return refused(`${path}: ${root.mirror} was replaced by another directory after the scan`);
	}
	const normal = normalizePath(path);
	const top = [root.mirror, root.real].find((one) => isBelow(normal, one));
	if (top === undefined) return refused(`${path} is not in the repository`);
	const parent = directoryOf(normal);
	const name = baseNameOf(normal);
	const expected = normalizePath(`${root.real}/${parent.slice(top.length)}`);
	const real = await realPath(parent);
	if (real === undefined || real === expected) return { kind: 'inside', real: resolvePath(expected, name) };
	return refused(`${path} leads through a link to ${real}/${name}`);
}

/** Why a lock forbids the change. The run that claims a subarch removes Metro's stale lock itself. */
async function whyLocked(root: ChangeRoot, change: Change): Promise<string | undefined> {
	if (!isRemoval(change) || change.unlessLocked === undefined) return undefined;
	const read = change.unlessLocked === change.path ? readLock : readLockOrClaim;
	const lock = await read(change.unlessLocked, root.ports);
	if (lock.kind !== 'live') return undefined;
	return `${change.path}: a build is in progress there (${holderPhrase(lock.holder)})`;
}

/** Makes the change at the real path `path`. */
async function perform(root: ChangeRoot, change: Change, path: string): Promise<ChangeOutcome> {
	const { files } = root.ports;
	switch (change.kind) {
		case 'remove-file':
		case 'remove-directory': {
			const status = await files.linkStatus(path);
			if (status === undefined) return { kind: 'gone' };
			const isDirectory = status.kind === 'directory';
			if (isDirectory !== (change.kind === 'remove-directory')) {
				const what = isDirectory ? 'a directory' : 'something other than a directory';
				return refused(`${change.path} has become ${what}`);
			}
			if (!isDirectory && change.unlessLocked === change.path) return removeStaleLock(root, change, path);
			if (change.kind === 'remove-file' && change.onlyContent !== undefined)
				return removeUnchanged(files, change, change.onlyContent, path);
			return { kind: 'done', freed: await (isDirectory ? files.removeTree(path) : files.remove(path)) };
		}
		case 'write-file':
			return writeFile(root, change, path);
		case 'make-directory':
			return makeDirectory(files, change, path);
		case 'create-file':
			await files.create(path, change.content);
			return { kind: 'done' };
		case 'make-link':
			return makeLink(files, change, path);
		case 'set-owner':
			return own(files, path, change.owner);
	}
}

async function makeDirectory(files: FileWriter, change: MakeDirectory, path: string): Promise<ChangeOutcome> {
	try {
		await files.makeDirectory(path, change.umask);
	} catch (error) {
		if (!(error instanceof FileError) || error.failure !== 'exists') throw error;
		const status = (await files.status(path)) ?? (await files.linkStatus(path));
		// On NFS, what another machine has just made may not be seen here yet.
		if (status !== undefined && status.kind !== 'directory')
			return refused(`${change.path} exists and is not a directory`);
	}
	return { kind: 'done' };
}

async function makeLink(files: FileWriter, change: MakeLink, path: string): Promise<ChangeOutcome> {
	const kind = (await files.linkStatus(path))?.kind;
	if (kind === 'link') await files.replaceLink(change.target, path);
	else {
		if (kind !== undefined && change.onlyLinks) return refused(`${change.path} is not a link`);
		if (kind !== undefined) await files.remove(path);
		await files.link(change.target, path);
	}
	return own(files, path, change.owner);
}

async function own(files: FileWriter, path: string, owner: Owner | undefined): Promise<ChangeOutcome> {
	if (owner !== undefined) await files.changeOwner(path, owner.uid, owner.gid);
	return { kind: 'done' };
}

async function writeFile(root: ChangeRoot, change: WriteFile, path: string): Promise<ChangeOutcome> {
	const { files } = root.ports;
	const target = await writtenThrough(files, path, change.throughLink === true ? '/' : root.real);
	await files.replace(target, change.content);
	return own(files, target, change.owner);
}

/**
 * Where to write for `path`: for a link, its target, if that is a file below `top` or can become one; otherwise the
 * link itself is replaced.
 */
async function writtenThrough(files: FileWriter, path: string, top: string): Promise<string> {
	if ((await files.linkStatus(path))?.kind !== 'link') return path;
	const real = await files.realPath(path);
	if (real !== undefined) {
		const isFile = (await files.status(real))?.kind === 'file';
		return isFile && isBelow(real, top) ? real : path;
	}
	const named = resolvePath(directoryOf(path), (await files.readLink(path)) ?? '');
	const parent = await files.realPath(directoryOf(named));
	const target = parent && resolvePath(parent, baseNameOf(named));
	const isFree = target !== undefined && (await files.linkStatus(target)) === undefined;
	return isFree && isBelow(target, top) ? target : path;
}

/** Removes a file, but not one that another process has written since it was looked at. */
async function removeUnchanged(
	files: FileWriter,
	change: Change,
	expected: Uint8Array,
	path: string,
): Promise<ChangeOutcome> {
	if (await files.removeIf(path, (content) => isSameContent(content, expected))) return { kind: 'done' };
	return refused(`${change.path} has changed since it was looked at`);
}

/** Removes a stale lock, but not one by which another process has replaced it. */
async function removeStaleLock(root: ChangeRoot, change: Change, path: string): Promise<ChangeOutcome> {
	const isStale = (content: Uint8Array): boolean =>
		parseLock(path, content, root.ports, root.ports.locksNameHosts?.()).kind === 'stale';
	if (await root.ports.files.removeIf(path, isStale)) return { kind: 'done' };
	return refused(`${change.path}: a build is in progress there`);
}
