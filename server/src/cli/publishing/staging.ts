/** A directory outside the mirror from which links and indexes are sent as they were planned, whatever the mirror has by then. */
import { FileError } from '../../base/fileSystem.ts';
import { directoryOf, joinPath } from '../../base/posixPath.ts';
import { isRemovalName } from '../../base/temporaryName.ts';
import type { PublishPlan } from '../../repository/index.ts';
import { makeDirectories, makeStateDirectory } from '../changes/stateDirectory.ts';
import type { Host } from '../host.ts';

export interface Staging {
	/** An empty directory. */
	readonly empty: string;
	/** Holds the indexes under their names. */
	readonly indexes: string;
	/**
	 * Makes a directory that holds the links under their names.
	 * @param mirror the real path of the mirror, if the links are to be followed from there; absent: as they are written
	 */
	links(mirror?: string): Promise<string>;
	remove(): Promise<void>;
}

/** Writes the directory, and removes those of runs that have ended. Rejects with `FileError`. */
export async function stage(host: Host, plan: PublishPlan): Promise<Staging> {
	const { files, processes } = host;
	const top = await makeStateDirectory(host, 'publish');
	for (const { name } of (await files.list(top)) ?? [])
		if (processes.hasEnded(name) || isRemovalName(name)) await removeQuietly(host, joinPath(top, name));
	const own = joinPath(top, processes.thisRun);
	await removeQuietly(host, own);
	const empty = await makeDirectories(files, joinPath(own, 'empty'));
	const indexes = await makeDirectories(files, joinPath(own, 'indexes'));
	for (const { name, text } of plan.indexes) {
		const path = joinPath(indexes, name);
		await makeDirectories(files, directoryOf(path));
		await files.replace(path, new TextEncoder().encode(text));
	}
	return {
		empty,
		indexes,
		async links(mirror) {
			const name = mirror === undefined ? 'links' : 'copies';
			const links = await makeDirectories(files, joinPath(own, name));
			for (const link of plan.links) {
				const path = joinPath(links, link.name);
				const directory = await makeDirectories(files, directoryOf(path));
				if (directory !== directoryOf(path)) continue;
				if ((await files.linkStatus(path)) !== undefined) continue;
				await files.link(mirror === undefined ? link.target : joinPath(mirror, link.leadsTo), path);
			}
			return links;
		},
		remove: () => removeQuietly(host, own),
	};
}

async function removeQuietly({ files }: Host, path: string): Promise<void> {
	try {
		if ((await files.linkStatus(path)) !== undefined) await files.removeTree(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
	}
}
