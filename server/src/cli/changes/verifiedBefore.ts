/**
 * What `verify` has found, kept in the user's state directory: what an interrupted run found right, so that `verify --resume` need not hash
 * it again, and what any run found wrong, so that it is not sent to anybody. It counts only for an archive that has not changed since, and
 * whose hash file has the same digest.
 */
import { FileError, type FileStatus } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import { stateFile } from '../../history/stateFile.ts';
import { type FileMark, isSameFile } from '../../repository/index.ts';
import type { Host } from '../host.ts';
import { printNote } from '../output/stderr.ts';
import { makeStateDirectory } from './stateDirectory.ts';

/** An archive whose digest was compared with that of its hash file, and its status before it was read. */
export interface VerifiedArchive {
	readonly path: string;
	/** That of the hash file. */
	readonly digest: string;
	readonly status: FileMark;
}

export interface Findings {
	readonly right: readonly VerifiedArchive[];
	readonly wrong: readonly VerifiedArchive[];
}

/** Those of one run. */
interface Kept extends Findings {
	readonly mirror: string;
}

const directoryName = 'verify';
const ending = '.json';

/** What interrupted runs found right in this mirror, by path. Empty, with a note, if the state directory cannot be read. */
export async function recallRight(host: Host, mirror: string): Promise<ReadonlyMap<string, VerifiedArchive>> {
	const kept = await ownFiles(host, mirror);
	return new Map(kept.flatMap(({ right }) => right).map((archive) => [archive.path, archive]));
}

/**
 * Whether an archive, by its status and the digest of its hash file, is one that was found wrong in this mirror. Nothing is, with a note,
 * if the state directory cannot be read.
 */
export async function recallWrong(
	host: Host,
	mirror: string,
): Promise<(status: FileStatus, digest: string) => boolean> {
	const wrong = new Map<string, VerifiedArchive>();
	for (const kept of await ownFiles(host, mirror))
		for (const archive of kept.wrong) wrong.set(archive.status.identity, archive);
	return (status, digest) => {
		const found = wrong.get(status.identity);
		return found !== undefined && isStillSame(found, status, digest);
	};
}

/**
 * Keeps what a run has found in place of what earlier ones have.
 * @param isWhole the run has come to its end; otherwise what earlier ones found wrong, and it did not come to, is kept as well
 */
export async function keepFindings(
	host: Host,
	mirror: string,
	{ right, wrong }: Findings,
	isWhole: boolean,
): Promise<void> {
	try {
		const earlier = await ownFiles(host, mirror);
		const seen = new Set([...right, ...wrong].map(({ path }) => path));
		const before = isWhole ? [] : earlier.flatMap((kept) => kept.wrong.filter((one) => !seen.has(one.path)));
		const kept: Kept = {
			mirror,
			right: isWhole ? [] : right.map(plain),
			wrong: [...before, ...wrong].map(plain),
		};
		let own: string | undefined;
		if (kept.right.length + kept.wrong.length > 0) {
			const directory = await makeStateDirectory(host, directoryName);
			own = joinPath(directory, `${host.processes.thisRun}${ending}`);
			await host.files.replace(own, new TextEncoder().encode(JSON.stringify(kept)));
		} else if (!isWhole) return;
		for (const { path } of earlier) if (path !== own) await host.files.remove(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printNote(
			host,
			isWhole ? error.message : `"buildrepo verify --resume" will begin anew: ${error.message}`,
		);
	}
}

/** Only what `isStillSame` compares. */
function plain({
	path,
	digest,
	status: { identity, size, modified, changed },
}: VerifiedArchive): VerifiedArchive {
	return { path, digest, status: { identity, size, modified, changed } };
}

/** True if the archive is what was read then, and its hash file still has that digest. */
export function isStillSame(
	{ digest, status }: VerifiedArchive,
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

/** `undefined` if the text is not what `keepFindings` writes. */
function readKept(text: string): Kept | undefined {
	try {
		const kept: Partial<Kept> | null = JSON.parse(text);
		if (typeof kept?.mirror !== 'string' || !Array.isArray(kept.right)) return undefined;
		const wrong: readonly unknown[] = Array.isArray(kept.wrong) ? kept.wrong : [];
		return {
			mirror: kept.mirror,
			right: kept.right.filter(isVerifiedArchive),
			wrong: wrong.filter(isVerifiedArchive),
		};
	} catch {
		return undefined;
	}
}

function isVerifiedArchive(value: unknown): value is VerifiedArchive {
	if (typeof value !== 'object' || value === null) return false;
	const { path, digest, status } = value as Partial<VerifiedArchive>;
	if (typeof path !== 'string' || typeof digest !== 'string') return false;
	if (typeof status !== 'object' || status === null) return false;
	return (
		typeof status.identity === 'string' &&
		[status.size, status.modified, status.changed].every((number) => typeof number === 'number')
	);
}
