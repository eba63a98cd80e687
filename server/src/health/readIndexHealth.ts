/** Compares index.xml with the repository, and with what is there to download. */
import { type FileReader, undefinedIfUnreadable } from '../base/fileSystem.ts';
import { mapParallel } from '../base/parallel.ts';
import { type IndexInputs, indexPath, readIndexState } from '../repository/index.ts';
import { downloadsIn } from './downloads.ts';
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
			const path = indexPath(inputs.repository.mirror);
			const written = await undefinedIfUnreadable(() => follow.status(path));
			const key = JSON.stringify([
				written && [written.identity, written.size, written.changed],
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
			if (last?.key !== key) last = { key, health: await compare(inputs, written?.modified, files) };
			return last.health;
		},
	};
}

async function compare(
	inputs: IndexInputs,
	writtenAt: number | undefined,
	files: FileReader,
): Promise<IndexHealth> {
	const { kind, reason, text, wanted } = await readIndexState(inputs, files);
	const listed = text === undefined ? [] : downloadsIn(text);
	const known = new Set(listed);
	return {
		state: kind,
		...(writtenAt !== undefined && { writtenAt }),
		lacks: wanted === undefined ? [] : downloadsIn(wanted).filter((download) => !known.has(download)),
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
