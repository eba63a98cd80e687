/** What a file of the mirror is to a visitor, by its name and those beside it. */
import { isUnfinishedName } from '../locks/unfinished.ts';

/**
 * `file`: sent first. `companion`: a hash file or signature, sent once all files are there. `page`: an index that is not Metro's,
 * and `index`: Metro's list of builds; both are sent last. `making`: an archive that is not finished. `hidden`: of no use to a visitor.
 */
export type PublishClass = 'file' | 'companion' | 'page' | 'index' | 'making' | 'hidden';

/** What lies beside an archive that waits to be compressed or is being made. */
const marks = ['.cme', '.cme.run', '.part', '.progress'];

const companionEnding = /\.(?:hash\.txt|gpg|asc|sig|md5|sha\d{3})$/i;

/** The name of the archive that a companion of this name belongs to. */
export function archiveOf(companion: string): string {
	return companion.replace(companionEnding, '');
}

/** @param names all names in the directory */
export function publishClass(name: string, names: ReadonlySet<string>): PublishClass {
	if (name.startsWith('.') || isUnfinishedName(name) || /\.(?:part|partial|tmp)$/.test(name)) return 'hidden';
	const archive = archiveOf(name);
	if (archive !== name) {
		return names.has(archive) && publishClass(archive, names) === 'file' ? 'companion' : 'hidden';
	}
	// Nobody builds from these but Metro, and what is not compressed yet soon will be.
	if (/^stage[12].*\.tar(?:\.|$)/s.test(name) || name.endsWith('.tar')) return 'hidden';
	const uncompressed = /^(.*\.tar)\.[^./]+$/s.exec(name)?.[1];
	if (marks.some((mark) => names.has(name + mark))) return 'making';
	if (uncompressed !== undefined && marks.some((mark) => names.has(uncompressed + mark))) return 'making';
	if (name === 'index.xml') return 'index';
	return /^index\.[a-z]+$/.test(name) ? 'page' : 'file';
}

/** Something that is not published, though visitors might look for it. */
export interface Unpublished {
	readonly name: string;
	/** The end of a sentence that begins with its path. */
	readonly reason: string;
	/** What to do about it. Absent: time will tell, or that is as it should be. */
	readonly remedy?: string;
}
