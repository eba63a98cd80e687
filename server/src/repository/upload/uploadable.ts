/** Whether a build can be uploaded, and what it consists of. Reads only. */
import { FileError, type FileStatus } from '../../base/fileSystem.ts';
import { directoryOf, isAbsolutePath, isBelow, normalizePath, resolvePath } from '../../base/posixPath.ts';
import { runOfTemporary } from '../../base/temporaryName.ts';
import { type ArchivePorts, lookAtArchive } from '../archives/archiveLook.ts';
import { isSameFile } from '../archives/steadiness.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { isUnfinishedName, whyUnfinished } from '../locks/unfinished.ts';
import type { DatedBuild, Subarch, Trouble } from '../model.ts';
import { walk } from '../walk.ts';

/** A file of a build. Links are sent as they are, and nothing needs to be known of them. */
export interface UploadFile {
	/** Below the directory of the build. */
	readonly name: string;
	readonly path: string;
	readonly status: FileStatus;
	/** What the hash file of an archive says; `undefined` for all other files. */
	readonly digest: string | undefined;
}

/** A build of this repository, which may be uploaded. */
export interface UploadCandidate {
	readonly subarch: Subarch;
	readonly build: DatedBuild;
}

/** A build that is finished and hashed. */
export interface UploadableBuild {
	readonly candidate: UploadCandidate;
	/** Build, arch, subarch and day, below the mirror. */
	readonly name: string;
	readonly path: string;
	readonly files: readonly UploadFile[];
	/** The sizes of all files together. */
	readonly bytes: number;
}

export type Uploadable =
	| { readonly kind: 'ready'; readonly build: UploadableBuild }
	/** `reason` ends a sentence that begins with the path. */
	| { readonly kind: 'not-ready'; readonly reason: string };

/** The name of a build below the mirror. */
export function nameOfBuild({ subarch: { build, arch, subarch }, build: { name } }: UploadCandidate): string {
	return `${build}/${arch}/${subarch}/${name}`;
}

/** True if nothing in the build has changed between two looks. */
export function isSameBuild(before: UploadableBuild, after: UploadableBuild): boolean {
	const later = new Map(after.files.map((file) => [file.name, file]));
	return (
		later.size === before.files.length &&
		before.files.every(({ name, status, digest }) => {
			const now = later.get(name);
			return now !== undefined && now.digest === digest && isSameFile(status, now.status);
		})
	);
}

/**
 * Looks at a build. Rejects with `AbortError` only.
 * @param tops the names of the mirror; the search for locks stops there
 */
export async function lookAtUpload(
	candidate: UploadCandidate,
	dialect: Dialect,
	tops: readonly string[],
	ports: ArchivePorts,
): Promise<Uploadable> {
	const { build } = candidate;
	const name = nameOfBuild(candidate);
	const notReady = (reason: string): Uploadable => ({ kind: 'not-ready', reason });
	if (build.state === 'unreadable') return notReady('it cannot be read');
	if (build.state !== 'complete') return notReady('it is not complete');
	if (!name.isWellFormed()) return notReady('its name is not UTF-8');
	const files: UploadFile[] = [];
	const troubles: Trouble[] = [];
	try {
		for await (const { entry, path } of walk(build.path, { filesFirst: true }, ports, troubles)) {
			const below = path.slice(build.path.length + 1);
			if (isUnfinishedName(entry.name) || entry.name.endsWith('.part') || runOfTemporary(entry.name))
				return notReady(`it is not finished: ${below} is in it`);
			if (entry.kind === 'link') {
				const reason = await whyLinkStays(path, build.path, below, ports);
				if (reason !== undefined) return notReady(reason);
				continue;
			}
			if (entry.kind !== 'file') return notReady(`${below} is neither a file nor a link`);
			const status = await ports.files.status(path);
			if (status === undefined) return notReady('it is being changed');
			const isArchive = dialect.digests.isArchive(entry.name);
			const found = isArchive ? await digestOf(path, below, status, ports) : undefined;
			if (typeof found === 'object') return notReady(found.reason);
			const reason = isArchive ? await whyUnfinished(path, tops, ports) : undefined;
			if (reason !== undefined) return notReady(reason);
			files.push({ name: below, path, status, digest: found });
		}
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return notReady(`it cannot be read: ${error.message}`);
	}
	const [trouble] = troubles;
	if (trouble !== undefined) return notReady(`it cannot be read: ${trouble.message}`);
	if (files.every(({ digest }) => digest === undefined)) return notReady('there is no archive in it');
	const bytes = files.reduce((sum, { status }) => sum + status.size, 0);
	return { kind: 'ready', build: { candidate, name, path: build.path, files, bytes } };
}

/** The digest in the hash file of an archive, or why the archive cannot be sent. Rejects with `FileError`. */
async function digestOf(
	path: string,
	below: string,
	status: FileStatus,
	ports: ArchivePorts,
): Promise<string | { readonly reason: string }> {
	const look = await lookAtArchive(path, status, ports);
	switch (look.kind) {
		case 'hashed':
			return look.digest;
		case 'unhashed':
			return { reason: `${below} has no hash file: "buildrepo digestgen" writes it` };
		case 'bad':
			return { reason: `${below} ${look.reason}: ${look.remedy}` };
	}
}

/** On the master, a link out of the build would lead to something else or to nothing. */
async function whyLinkStays(
	path: string,
	build: string,
	below: string,
	{ files }: ScanPorts,
): Promise<string | undefined> {
	const target = await files.readLink(path);
	if (target === undefined) return 'it is being changed';
	const leadsTo = resolvePath(directoryOf(normalizePath(path)), target);
	const isInside = !isAbsolutePath(target) && isBelow(leadsTo, normalizePath(build));
	return isInside ? undefined : `${below} is a link that leads out of it`;
}
