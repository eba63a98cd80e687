/** Disk use as `du` counts it, and the disk space that removals would free. */
import { type DirectoryEntry, FileError, type FileReader, type FileStatus } from '../base/fileSystem.ts';

export interface UsePorts {
	readonly files: FileReader;
	readonly signal: AbortSignal;
}

/** One name of a file that has several. */
export interface SharedFile {
	readonly identity: string;
	readonly links: number;
	readonly bytes: number;
}

/** What a path and everything in it take on disk. */
export interface DiskUse {
	/** Without files that have several names. */
	readonly bytes: number;
	readonly shared: readonly SharedFile[];
	/** How many directories or files could not be measured. */
	readonly unmeasured: number;
}

export interface UseVisitor {
	/** @param entries those of a directory */
	entry(path: string, status: FileStatus, entries: readonly DirectoryEntry[]): void;
	unmeasured(): void;
}

/** True for one name of several of a file. Directories have several names on some file systems, but are counted once. */
export function isShared({ kind, links }: FileStatus): boolean {
	return kind !== 'directory' && links > 1;
}

/** Visits a path and everything in it, a directory before its contents. Follows no links, and passes over what is missing. */
export async function visitUse(path: string, ports: UsePorts, visitor: UseVisitor): Promise<void> {
	ports.signal.throwIfAborted();
	try {
		const status = await ports.files.linkStatus(path);
		if (status === undefined) return;
		const entries = status.kind === 'directory' ? ((await listed(path, ports, visitor)) ?? []) : [];
		visitor.entry(path, status, entries);
		for (const { name } of entries) await visitUse(`${path}/${name}`, ports, visitor);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		if (error.failure !== 'missing') visitor.unmeasured();
	}
}

/** A directory that cannot be listed takes space itself. */
async function listed(
	path: string,
	{ files }: UsePorts,
	visitor: UseVisitor,
): Promise<readonly DirectoryEntry[] | undefined> {
	try {
		return await files.list(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		if (error.failure !== 'missing') visitor.unmeasured();
		return undefined;
	}
}

export async function diskUseOf(path: string, ports: UsePorts): Promise<DiskUse> {
	const shared: SharedFile[] = [];
	let bytes = 0;
	let unmeasured = 0;
	await visitUse(path, ports, {
		entry(_, status) {
			if (isShared(status))
				shared.push({ identity: status.identity, links: status.links, bytes: status.diskUse });
			else bytes += status.diskUse;
		},
		unmeasured() {
			unmeasured += 1;
		},
	});
	return { bytes, shared, unmeasured };
}

/**
 * What the removal of something frees in bytes, once what was given before is gone. A file with several names counts where the last
 * of them goes, and not at all while one stays. `undefined`: part of it could not be measured.
 */
export type FreedSum = (use: DiskUse) => number | undefined;

/** Begins to sum up what one plan frees. */
export function createFreedSum(): FreedSum {
	/** How many names of each file go, for files that have several. */
	const going = new Map<string, number>();
	return ({ bytes, shared, unmeasured }) => {
		let sum = bytes;
		for (const file of shared) {
			const names = (going.get(file.identity) ?? 0) + 1;
			going.set(file.identity, names);
			if (names === file.links) sum += file.bytes;
		}
		return unmeasured > 0 ? undefined : sum;
	};
}
