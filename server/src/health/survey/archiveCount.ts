/** Counts the archives of a directory, and what lies beside them. */
import type { DirectoryEntry } from '../../base/fileSystem.ts';
import { type DigestRules, hashEnding, isUnfinishedName } from '../../repository/index.ts';

/** Whether a file of that name gets a hash file: the archives that are counted are those that "digestgen" and "verify" go by. */
export type IsArchive = DigestRules['isArchive'];

const signatureEndings: readonly string[] = ['.asc', '.gpg', '.sig'];

export interface ArchiveCounts {
	readonly archives: number;
	/** How many of them have a hash file. */
	readonly hashed: number;
	/** How many of them have a signature. */
	readonly signed: number;
}

/** True for a finished archive, compressed or not: it takes the disk space of one, whether it gets a hash file or not. */
export function isArchiveName(name: string): boolean {
	return /\.tar(?:\.[^.]+)?$/.test(name) && !/\.(?:part|progress|cme)$/.test(name) && !isCompanionName(name);
}

/** True for a hash file or a signature. */
export function isCompanionName(name: string): boolean {
	return [hashEnding, ...signatureEndings].some((ending) => name.endsWith(ending));
}

/** Counts files; links lead to archives that are counted where they are. */
export function countArchives(entries: readonly DirectoryEntry[], isArchive: IsArchive): ArchiveCounts {
	const names = new Set(entries.flatMap(({ name, kind }) => (kind === 'file' ? [name] : [])));
	const archives = [...names].filter((name) => isArchive(name) && !isUnfinishedName(name));
	const isSigned = (name: string): boolean => signatureEndings.some((ending) => names.has(name + ending));
	return {
		archives: archives.length,
		hashed: archives.filter((name) => names.has(name + hashEnding)).length,
		signed: archives.filter(isSigned).length,
	};
}
