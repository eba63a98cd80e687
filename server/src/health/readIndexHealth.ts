/** Compares index.xml with the repository, and with what is there to download. */

import { type FileReader, type FileStatus, undefinedIfUnreadable } from '../base/fileSystem.ts';
import { mapParallel } from '../base/parallel.ts';
import { isUsableTime } from '../base/usableTime.ts';
import { downloadsIn, type IndexInputs, indexPaths, readIndexState } from '../repository/index.ts';
import type { IndexHealth } from './model/indexHealth.ts';

export interface IndexReader {
	/**
	 * The state of index.xml now. Reads the facts of all builds only if the file or a latest build is another than before.
	 * @param follow reads the file itself, and may remember that
	 */
	read(inputs: IndexInputs, follow: FileReader): Promise<IndexHealth>;
}

const atOnce = 8;

/** More downloads than an index lists; the rest is not looked for. */
const mostDownloads = 20_000;

export function createIndexReader(files: FileReader): IndexReader {
	let last: { readonly key: string; readonly health: IndexHealth } | undefined;
	return {
		async read(inputs, follow) {
			const written = await mapParallel(indexPaths(inputs), atOnce, (path) =>
				undefinedIfUnreadable(() => follow.status(path)),
			);
			const key = JSON.stringify([
				written.map((one) => one && [one.identity, one.size, one.changed]),
				...inputs.repository.subarches.map((subarch) => [
					subarch.path,
					subarch.failcount,
					subarch.latest?.path,
					subarch.latest?.artifacts,
					subarch.readable,
				]),
				inputs.repository.troubles.length,
				inputs.policy,
			]);
			if (last?.key !== key) last = { key, health: await compare(inputs, oldest(written), files) };
			return last.health;
		},
	};
}

/** When the oldest of the files was written, in milliseconds since the epoch; `undefined` if there is none. */
function oldest(files: readonly (FileStatus | undefined)[]): number | undefined {
	const times = files.flatMap((file) => (file === undefined ? [] : [file.modified]));
	return times.length === 0 ? undefined : times.reduce((first, time) => Math.min(first, time));
}

async function compare(
	inputs: IndexInputs,
	writtenAt: number | undefined,
	files: FileReader,
): Promise<IndexHealth> {
	const { kind, reason, texts, wanted } = await readIndexState(inputs, files);
	const listed = texts.flatMap(downloadsIn);
	const known = new Set(listed);
	return {
		state: kind,
		...(writtenAt !== undefined && isUsableTime(writtenAt) && { writtenAt }),
		lacks: wanted.flatMap(downloadsIn).filter((download) => !known.has(download)),
		dead: await deadAmong(listed, inputs.repository.mirror, files),
		...(reason !== undefined && { reason }),
	};
}

/** The downloads that certainly do not exist. */
async function deadAmong(
	downloads: readonly string[],
	mirror: string,
	files: FileReader,
): Promise<readonly string[]> {
	const dead: string[] = [];
	await mapParallel(downloads.slice(0, mostDownloads), atOnce, async (download) => {
		// An index is data: it leads nowhere but into the mirror.
		if (download.split('/').includes('..')) return;
		const isThere = await files.status(`${mirror}/${download}`).then(
			(status) => status !== undefined,
			() => true,
		);
		if (!isThere) dead.push(download);
	});
	return dead.sort();
}
