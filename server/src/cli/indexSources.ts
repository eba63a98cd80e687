/** What index.xml tells that a scan does not know, read from the disk. */
import { FileError } from '../base/fileSystem.ts';
import { joinPath } from '../base/posixPath.ts';
import { diskUseOf, type IndexSources, parseBuildInfo } from '../repository/index.ts';
import { scanWorld } from './ground.ts';
import type { Host } from './host.ts';

/** Reads build-info.json files and sizes; what is wrong with a build-info.json goes to `complain`, as a line. */
export function indexSources(host: Host, complain: (line: string) => void): IndexSources {
	return {
		async buildInfo(build) {
			const path = `${build.path}/build-info.json`;
			const content = await readOrComplain(path, host, complain);
			if (content === undefined) return undefined;
			const { attributes, complaints } = parseBuildInfo(content);
			for (const complaint of complaints) complain(`${path} ${complaint}`);
			return attributes;
		},
		diskUse: (path) => diskUseOf(path, scanWorld(host)),
	};
}

/** A file that is there but cannot be read counts as missing, and is complained of. */
async function readOrComplain(
	path: string,
	host: Host,
	complain: (line: string) => void,
): Promise<Uint8Array | undefined> {
	try {
		return await host.files.read(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		complain(error.message);
		return undefined;
	}
}

/** Where index.xml lies in a mirror, which may be written with a slash at its end. */
export function indexPath(mirror: string): string {
	return joinPath(mirror, 'index.xml');
}
