/**
 * What an interrupted `verify` found right, kept in the user's state directory so that `verify --resume` need not hash it again.
 * It counts only for an archive that has not changed since, and whose hash file has the same digest.
 */
import { FileError, type FileStatus } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import { stateFile } from '../../history/stateFile.ts';
import { type FileMark, isSameFile } from '../../repository/index.ts';
import type { Host } from '../host.ts';
import { printNote } from '../output/stderr.ts';
import { makeStateDirectory } from './stateDirectory.ts';

/** An archive whose digest was right, and its status before it was read. */
export interface RightArchive {
	readonly path: string;
	readonly digest: string;
	readonly status: FileMark;
}

/** One interrupted run. */
interface Kept {
	readonly mirror: string;
	readonly right: readonly RightArchive[];
}

const directoryName = 'verify';
const ending = '.json';

/** What interrupted runs found right in this mirror, by path. Empty, with a note, if the state directory cannot be read. */
export async function recallRight(host: Host, mirror: string): Promise<ReadonlyMap<string, RightArchive>> {
	const kept = await ownFiles(host, mirror);
	return new Map(kept.flatMap(({ right }) => right).map((archive) => [archive.path, archive]));
}

/** Keeps what an interrupted run found right, in place of what earlier ones kept. */
export async function keepRight(host: Host, mirror: string, right: readonly RightArchive[]): Promise<void> {
	if (right.length === 0) return;
	try {
		const earlier = await ownFiles(host, mirror);
		const directory = await makeStateDirectory(host, directoryName);
		const path = joinPath(directory, `${host.processes.thisRun}${ending}`);
		const kept: Kept = { mirror, right: right.map(plain) };
		await host.files.replace(path, new TextEncoder().encode(JSON.stringify(kept)));
		for (const one of earlier) if (one.path !== path) await host.files.remove(one.path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printNote(host, `"buildrepo verify --resume" will begin anew: ${error.message}`);
	}
}

/** Only what `isStillRight` compares. */
function plain({ path, digest, status: { identity, size, modified, changed } }: RightArchive): RightArchive {
	return { path, digest, status: { identity, size, modified, changed } };
}

/** A run has come to its end: there is nothing to go on with. */
export async function forgetRight(host: Host, mirror: string): Promise<void> {
	try {
		for (const { path } of await ownFiles(host, mirror)) await host.files.remove(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printNote(host, error.message);
	}
}

/** True if the archive is what was read then, and its hash file still has that digest. */
export function isStillRight(
	{ digest, status }: RightArchive,
	now: FileStatus | undefined,
	expected: string | undefined,
): boolean {
	return expected === digest && isSameFile(status, now);
}

interface KeptFile extends Kept {
	readonly path: string;
}

/** The files of this mirror. What cannot be read is left alone, with a note. */
async function ownFiles(host: Host, mirror: string): Promise<readonly KeptFile[]> {
	const { files, env, accountHome } = host;
	const directory = stateFile(directoryName, env.XDG_STATE_HOME, env.HOME ?? accountHome);
	const found: KeptFile[] = [];
	try {
		for (const { name } of (await files.list(directory)) ?? []) {
			if (!name.endsWith(ending)) continue;
			const path = joinPath(directory, name);
			const content = await files.read(path);
			const kept = content && readKept(new TextDecoder().decode(content));
			if (kept?.mirror === mirror) found.push({ ...kept, path });
		}
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printNote(host, error.message);
	}
	return found;
}

/** `undefined` if the text is not what `keepRight` writes. */
function readKept(text: string): Kept | undefined {
	try {
		const kept: Partial<Kept> | null = JSON.parse(text);
		if (typeof kept?.mirror !== 'string' || !Array.isArray(kept.right)) return undefined;
		return { mirror: kept.mirror, right: kept.right.filter(isRightArchive) };
	} catch {
		return undefined;
	}
}

function isRightArchive(value: unknown): value is RightArchive {
	if (typeof value !== 'object' || value === null) return false;
	const { path, digest, status } = value as Partial<RightArchive>;
	if (typeof path !== 'string' || typeof digest !== 'string') return false;
	if (typeof status !== 'object' || status === null) return false;
	return (
		typeof status.identity === 'string' &&
		[status.size, status.modified, status.changed].every((number) => typeof number === 'number')
	);
}
