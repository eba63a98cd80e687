/** What a build in progress has changed last: on another machine, that is all that shows whether it still goes on. */
import { type DirectoryEntry, FileError, type FileReader } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import type { Subarch } from '../model.ts';

/** At most so many entries are looked at: a build's directory has its archives and some logs. */
const mostEntries = 500;
/** The logs of a build lie one directory below it, those of each target one further down. */
const deepest = 2;

/**
 * When something in the directory of the build in progress was written last, in milliseconds since the epoch; `undefined` if it is
 * unknown which build that is, or a part of it cannot be read.
 */
export async function lastChangeOf(
	{ builds, inProgress }: Pick<Subarch, 'builds' | 'inProgress'>,
	files: FileReader,
): Promise<number | undefined> {
	const made = inProgress?.kind === 'build' ? inProgress.name : undefined;
	const build = builds.find(({ name }) => name === made);
	if (build === undefined) return undefined;
	const looked = { latest: 0, left: mostEntries };
	try {
		await look(build.path, files, looked, deepest);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return undefined;
	}
	return looked.latest === 0 ? undefined : looked.latest;
}

async function look(
	path: string,
	files: FileReader,
	looked: { latest: number; left: number },
	depth: number,
): Promise<void> {
	const status = await files.linkStatus(path);
	if (status === undefined) return;
	looked.left--;
	looked.latest = Math.max(looked.latest, status.modified);
	if (status.kind !== 'directory' || depth < 0) return;
	const entries: readonly DirectoryEntry[] = (await files.list(path)) ?? [];
	for (const { name } of entries) {
		if (looked.left <= 0) return;
		await look(joinPath(path, name), files, looked, depth - 1);
	}
}
