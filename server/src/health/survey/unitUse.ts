/** What one directory of the mirror, or a file or link outside of these, takes on disk, by the kind of file. */
import type { FileStatus } from '../../base/fileSystem.ts';
import { type DiskUse, isShared, type SharedFile, type UsePorts, visitUse } from '../../repository/index.ts';
import {
	type ArchiveCounts,
	countArchives,
	type IsArchive,
	isArchiveName,
	isCompanionName,
} from './archiveCount.ts';

export interface UnitUse extends DiskUse {
	/** Of the archives directly in the directory. */
	readonly counts: ArchiveCounts;
	readonly shared: readonly (SharedFile & { readonly fileKind: string })[];
	/** `bytes` by the kind of file. */
	readonly byKind: readonly (readonly [string, number])[];
	/** The directory and those below it, as they were before they were read. */
	readonly directories: readonly (readonly [path: string, stamp: string])[];
	/** When anything in it changed last, in milliseconds since the epoch. */
	readonly changed: number;
}

/** Equal stamps: no name was added to the directory, removed or renamed. */
export function directoryStamp({ identity, changed }: FileStatus): string {
	return `${identity} ${changed}`;
}

/** @param name the path below the mirror */
export async function measureUnit(
	path: string,
	name: string,
	ports: UsePorts & { readonly isArchive: IsArchive },
): Promise<UnitUse> {
	const shared: UnitUse['shared'][number][] = [];
	const byKind = new Map<string, number>();
	const directories: (readonly [string, string])[] = [];
	let { counts } = nothing;
	let [bytes, unmeasured, changed] = [0, 0, 0];
	await visitUse(path, ports, {
		entry(at, status, entries) {
			const fileKind = kindOf(`${name}${at.slice(path.length)}`.split('/'), status);
			const { identity, links, diskUse } = status;
			changed = Math.max(changed, status.changed);
			if (status.kind === 'directory') directories.push([at, directoryStamp(status)]);
			if (at === path) counts = countArchives(entries, ports.isArchive);
			if (isShared(status)) shared.push({ identity, links, bytes: diskUse, fileKind });
			else {
				bytes += diskUse;
				byKind.set(fileKind, (byKind.get(fileKind) ?? 0) + diskUse);
			}
		},
		unmeasured() {
			unmeasured += 1;
		},
	});
	return { bytes, shared, unmeasured, byKind: [...byKind], counts, directories, changed };
}

/** A directory without what is in it. */
export function directoryUse({ diskUse, changed }: FileStatus, isReadable: boolean): UnitUse {
	const byKind = [['directories', diskUse]] as const;
	return { ...nothing, bytes: diskUse, byKind, unmeasured: isReadable ? 0 : 1, changed };
}

const nothing: UnitUse = {
	bytes: 0,
	shared: [],
	unmeasured: 0,
	byKind: [],
	counts: { archives: 0, hashed: 0, signed: 0 },
	directories: [],
	changed: 0,
};

/** Something that cannot be measured. */
export const unmeasuredUse: UnitUse = { ...nothing, unmeasured: 1 };

function kindOf(parts: readonly string[], { kind }: Pick<FileStatus, 'kind'>): string {
	const name = parts.at(-1) ?? '';
	if (kind === 'directory') return 'directories';
	if (parts[1] === 'snapshots') return 'snapshots';
	if (parts[4] === 'log') return 'logs';
	if (isArchiveName(name)) return /^stage[1-4]/.exec(name)?.[0] ?? 'other archives';
	return isCompanionName(name) ? 'digests and signatures' : 'other files';
}
