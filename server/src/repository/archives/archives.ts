/** Finds the archives for `digestgen` and `verify`, and links with such names. Reads only. */
import { FileError, type FileStatus, undefinedIfUnreadable } from '../../base/fileSystem.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { isUnfinishedName } from '../locks/unfinished.ts';
import type { Repository, Trouble } from '../model.ts';
import { type WalkedEntry, walk } from '../walk.ts';
import { type ArchiveLink, readArchiveLink } from './archiveLinks.ts';
import { hashEnding } from './digestRules.ts';

/** Archives that are processed together: those of a subarch, or all of the mirror. */
export interface ArchiveGroup {
	/** The directory, as `digestgen` of 2019 announces it. */
	readonly path: string;
	readonly archives: readonly Archive[];
	readonly links: readonly ArchiveLink[];
}

export interface Archive {
	/** The path that the walk took, perhaps through a linked directory. */
	readonly path: string;
	/** Its real path; new files are written beside it. */
	readonly realPath: string;
	/** `visited`: another path led to it already. */
	readonly state: 'new' | 'hashed' | 'visited';
	/** It was written after its hash file. */
	readonly changedLater: boolean;
}

/** Finds the archives that the dialect's `digestgen` sees. Rejects with `AbortError` only. */
export async function findArchives(
	repository: Repository,
	dialect: Dialect,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<readonly ArchiveGroup[]> {
	const rules = dialect.digests;
	const real = await undefinedIfUnreadable(() => ports.files.realPath(repository.mirror));
	const options = {
		filesFirst: rules.wholeMirror,
		...(rules.followsLinks && real !== undefined ? { followWithin: real } : {}),
	};
	const tops = rules.wholeMirror ? [repository.mirror] : repository.subarches.map((subarch) => subarch.path);
	const groups: ArchiveGroup[] = [];
	const visited = new Set<string>();
	for (const top of tops) {
		const archives: Archive[] = [];
		const links: ArchiveLink[] = [];
		for await (const walked of walk(top, options, ports, troubles)) {
			const { name, kind } = walked.entry;
			if (!rules.isArchive(name) || isUnfinishedName(name) || walked.toDirectory) continue;
			if (kind === 'link' && rules.takesLinks) links.push(await readArchiveLink(walked, ports));
			else if (kind === 'file') archives.push(await lookAt(walked, visited, ports));
		}
		groups.push({ path: top, archives, links });
	}
	return groups;
}

async function lookAt(
	{ path, realPath }: WalkedEntry,
	visited: Set<string>,
	ports: ScanPorts,
): Promise<Archive> {
	if (visited.has(realPath)) return { path, realPath, state: 'visited', changedLater: false };
	visited.add(realPath);
	const hashed = await hashFileStatus(realPath, ports);
	if (hashed === undefined) return { path, realPath, state: 'new', changedLater: false };
	const written = await undefinedIfUnreadable(() => ports.files.status(realPath));
	const changedLater = hashed !== 'unreadable' && written !== undefined && written.modified > hashed.modified;
	return { path, realPath, state: 'hashed', changedLater };
}

/** If the hash file's name would be too long, there is none; writing it reports the error. */
async function hashFileStatus(
	archive: string,
	ports: ScanPorts,
): Promise<FileStatus | 'unreadable' | undefined> {
	try {
		return await ports.files.status(archive + hashEnding);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return error.failure === 'name-too-long' ? undefined : 'unreadable';
	}
}
