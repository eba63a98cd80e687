/**
 * Whether an archive can be given to somebody: its end is there, and the hash file and the signatures beside it are its own. One that is
 * older than the archive was made for another.
 */
import type { FileReader, FileStatus, PartReader } from '../../base/fileSystem.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { whyCutOff } from './cutOff.ts';
import { hashEnding } from './digestRules.ts';
import { digestIn } from './hashFiles.ts';

/** What is needed to look at archives. */
export interface ArchivePorts extends ScanPorts {
	readonly files: FileReader & PartReader;
	/** Whether an archive, by its status and the digest of its hash file, has been found not to match that. Absent: nothing was. */
	readonly isKnownWrong?: (status: FileStatus, digest: string) => boolean;
}

/** `bad`: `reason` ends a sentence that begins with the archive; `remedy` is what to do about it. `unhashed`: nothing shows that it is bad. */
export type ArchiveLook =
	| { readonly kind: 'unhashed' }
	| { readonly kind: 'hashed'; readonly digest: string }
	| { readonly kind: 'bad'; readonly reason: string; readonly remedy: string };

/** What others than `digestgen` write beside an archive, or `digestgen --sign` only if there is none. */
const otherEndings = ['.gpg', '.asc', '.sig', '.md5', '.sha1', '.sha256', '.sha512'];

const repair = '"buildrepo digestgen --repair" rewrites that';

/** Looks at a finished archive of this status. Rejects with `FileError`. */
export async function lookAtArchive(
	path: string,
	status: FileStatus,
	{ files, isKnownWrong }: ArchivePorts,
): Promise<ArchiveLook> {
	const bad = (reason: string, remedy: string): ArchiveLook => ({ kind: 'bad', reason, remedy });
	const cutOff = await whyCutOff(path, files);
	if (cutOff !== undefined) return bad(cutOff, 'build it again');
	const isNewerThan = (other: FileStatus | undefined): boolean =>
		other?.kind === 'file' && status.modified > other.modified;
	for (const ending of otherEndings) {
		if (isNewerThan(await files.status(path + ending)))
			return bad(`was written after its ${ending} file`, 'make that anew');
	}
	const content = await files.read(path + hashEnding);
	const hashed = await files.status(path + hashEnding);
	if (content === undefined || hashed === undefined) return { kind: 'unhashed' };
	const digest = digestIn(content);
	if (digest === undefined) return bad('has a hash file without a digest', repair);
	if (isNewerThan(hashed)) return bad('was written after its hash file', repair);
	if (isKnownWrong?.(status, digest))
		return bad(
			'does not match its hash file, as "buildrepo verify" has found',
			'build it again, or if only the hash file is wrong, run "buildrepo digestgen --repair"',
		);
	return { kind: 'hashed', digest };
}
