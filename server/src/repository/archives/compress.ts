/**
 * Archives that are ready to be compressed (since 2019): Metro marks a finished one with an empty `NAME.tar.cme` beside it.
 * Metro: `compress` in scripts/buildrepo (funtoo/metro a728df2, macaroni-os/metro d7996c1).
 */
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { type RunMark, readMark } from '../locks/runMark.ts';
import type { Trouble } from '../model.ts';
import { walk } from '../walk.ts';

/** The endings of the mark, and of the mark of a run that is compressing. */
export const markEnding = '.cme';
export const busyEnding = '.cme.run';

export interface WaitingArchive {
	/** The archive, uncompressed. */
	readonly path: string;
	/** Whether it is there. */
	readonly present: boolean;
	readonly mark: RunMark;
}

/** Finds all marks below a directory, in the order of the listing. Rejects with `AbortError` only. */
export async function* findWaiting(
	top: string,
	ports: ScanPorts,
	troubles: Trouble[],
): AsyncGenerator<WaitingArchive, void, undefined> {
	const real = await undefinedIfUnreadable(() => ports.files.realPath(top));
	const options = { filesFirst: false, ...(real === undefined ? {} : { followWithin: real }) };
	for await (const { entry, path } of walk(top, options, ports, troubles)) {
		if (!entry.name.endsWith(`.tar${markEnding}`)) continue;
		const archive = path.slice(0, -markEnding.length);
		if ((await undefinedIfUnreadable(() => ports.files.status(path)))?.kind !== 'file') continue;
		const present = (await undefinedIfUnreadable(() => ports.files.status(archive))) !== undefined;
		yield { path: archive, present, mark: await readMark(archive + busyEnding, ports) };
	}
}

/** Programs that compress standard input to standard output, by the value of `target/compression`, which is also the ending. */
export const compressors: ReadonlyMap<string, readonly [program: string, ...options: string[]]> = new Map([
	['bz2', ['bzip2', '-9', '-c']],
	['xz', ['xz', '-9e', '--threads=0', '-c']],
	['gz', ['gzip', '-9', '-c']],
]);
