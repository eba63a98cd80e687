/** Archives that wait to be compressed (2019): Metro marks a finished one with an empty `NAME.tar.cme` beside it. */
import { quietly } from '../base/quietly.ts';
import type { Trouble } from './model.ts';
import type { ScanWorld } from './scanWorld.ts';
import { walk } from './walk.ts';

/** The ending of the mark, and of the sign that somebody is at work on it. */
export const markEnding = '.cme';
export const busyEnding = '.cme.run';

export interface WaitingArchive {
	/** The archive, uncompressed. */
	readonly path: string;
	/** `busy`: its compression is in progress; `missing`: there is only the mark. */
	readonly state: 'waiting' | 'busy' | 'missing';
}

/** Finds all marks below a directory, in the order of the listing. Rejects with `Cancelled` only. */
export async function* findWaiting(
	top: string,
	world: ScanWorld,
	troubles: Trouble[],
): AsyncGenerator<WaitingArchive, void, undefined> {
	const real = await quietly(() => world.files.realPath(top));
	const options = { filesFirst: false, ...(real === undefined ? {} : { followWithin: real }) };
	for await (const { entry, path } of walk(top, options, world, troubles)) {
		if (!entry.name.endsWith(`.tar${markEnding}`)) continue;
		const archive = path.slice(0, -markEnding.length);
		if ((await kindAt(path, world)) !== 'file') continue;
		if ((await kindAt(archive, world)) === undefined) yield { path: archive, state: 'missing' };
		else if ((await kindAt(archive + busyEnding, world)) !== undefined)
			yield { path: archive, state: 'busy' };
		else yield { path: archive, state: 'waiting' };
	}
}

async function kindAt(path: string, world: ScanWorld): Promise<string | undefined> {
	return (await quietly(() => world.files.status(path)))?.kind;
}

/** The programs that compress in place, by the value of `target/compression`. */
export const compressors: ReadonlyMap<string, readonly [program: string, ...options: string[]]> = new Map([
	['bz2', ['bzip2', '-9']],
	['xz', ['xz', '-9e', '--threads=0']],
	['gz', ['gzip', '-9']],
]);
