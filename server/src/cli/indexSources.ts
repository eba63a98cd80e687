/** What index.xml tells that a scan does not know, read from the disk. */
import { FileError, isWrongKind } from '../base/fileSystem.ts';
import { joinPath } from '../base/posixPath.ts';
import { type IndexSources, parseBuildInfo } from '../repository/index.ts';
import type { Host } from './host.ts';

/**
 * Reads build-info.json files and sizes; what is wrong with a build-info.json goes to `complain`, as a line. What cannot
 * be read rejects with `FileError`: an index.xml without it would not be a whole one.
 */
export function indexSources(host: Host, complain: (line: string) => void): IndexSources {
	return {
		async buildInfo(build) {
			const path = `${build.path}/build-info.json`;
			const content = await readUnlessWrong(path, host, complain);
			if (content === undefined) return undefined;
			const { attributes, complaints } = parseBuildInfo(content);
			for (const complaint of complaints) complain(`${path} ${complaint}`);
			return attributes;
		},
		async diskUse(path) {
			// Of a link it is the link's own use, as du counts.
			const status = await host.files.linkStatus(path);
			if (status === undefined)
				throw new FileError('missing', path, `${path}: it went away while it was looked at`);
			return status.diskUse;
		},
	};
}

/** What is no file counts as missing, and is complained of; what cannot be read rejects with `FileError`. */
async function readUnlessWrong(
	path: string,
	host: Host,
	complain: (line: string) => void,
): Promise<Uint8Array | undefined> {
	try {
		return await host.files.read(path);
	} catch (error) {
		if (!(error instanceof FileError) || !isWrongKind(error)) throw error;
		complain(error.message);
		return undefined;
	}
}

/** Where index.xml lies in a mirror, which may be written with a slash at its end. */
export function indexPath(mirror: string): string {
	return joinPath(mirror, 'index.xml');
}
