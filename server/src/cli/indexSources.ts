/** The text of index.xml. Reads from disk what a scan does not hold. */

import { FileError, isWrongKind } from '../base/fileSystem.ts';
import { joinPath } from '../base/posixPath.ts';
import { type Refused, refused } from '../base/refused.ts';
import { type IndexSources, indexText, parseBuildInfo, whyPartial } from '../repository/index.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';

/**
 * Reads build-info.json files and sizes. A faulty build-info.json is reported to `report` in one line. A file that cannot
 * be read rejects with `FileError`, since index.xml would be incomplete without it.
 */
function indexSources(host: Host, report: (line: string) => void): IndexSources {
	return {
		async buildInfo(build) {
			const path = `${build.path}/build-info.json`;
			const content = await readUnlessWrong(path, host, report);
			if (content === undefined) return undefined;
			const { attributes, complaints } = parseBuildInfo(content);
			for (const complaint of complaints) report(`${path} ${complaint}`);
			return attributes;
		},
		async diskUse(path) {
			// For a link, the link's own disk use, as du counts.
			const status = await host.files.linkStatus(path);
			if (status === undefined)
				throw new FileError('missing', path, `${path}: it was removed during the scan`);
			return status.diskUse;
		},
	};
}

/** Anything but a file counts as missing and is reported. Rejects with `FileError` for a file that cannot be read. */
async function readUnlessWrong(
	path: string,
	host: Host,
	report: (line: string) => void,
): Promise<Uint8Array | undefined> {
	try {
		return await host.files.read(path);
	} catch (error) {
		if (!(error instanceof FileError) || !isWrongKind(error)) throw error;
		report(error.message);
		return undefined;
	}
}

/**
 * The text of index.xml, made from a complete scan; otherwise why there is none. A faulty
 * build-info.json is reported to `report` in one line.
 */
export async function wholeIndex(
	session: Session,
	report: (line: string) => void,
): Promise<string | Refused> {
	const { repository, policy, dialect } = await session.scan();
	const [first, ...others] = whyPartial(repository);
	if (first !== undefined) {
		return refused(others.length === 0 ? first : `${first}, and ${others.length} more`);
	}
	const sources = indexSources(session.host, report);
	try {
		return indexText(await dialect.indexTree(repository, policy, sources));
	} catch (error) {
		if (error instanceof FileError) return refused(error.message);
		throw error;
	}
}

/** The path of index.xml in a mirror, whose own path may end with a slash. */
export function indexPath(mirror: string): string {
	return joinPath(mirror, 'index.xml');
}
