/** The text of index.xml, with what it tells that a scan does not know, read from the disk. */

import { FileError, isWrongKind } from '../base/fileSystem.ts';
import { joinPath } from '../base/posixPath.ts';
import { type Refused, refused } from '../base/refused.ts';
import { type IndexSources, indexText, parseBuildInfo, whyPartial } from '../repository/index.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';

/**
 * Reads build-info.json files and sizes; what is wrong with a build-info.json goes to `report`, as a line. What cannot
 * be read rejects with `FileError`: an index.xml without it would not be a whole one.
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
			// Of a link it is the link's own use, as du counts.
			const status = await host.files.linkStatus(path);
			if (status === undefined)
				throw new FileError('missing', path, `${path}: it went away while it was looked at`);
			return status.diskUse;
		},
	};
}

/** What is no file counts as missing, and is reported; what cannot be read rejects with `FileError`. */
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
 * The text of index.xml, made from a whole look at the repository; else why there is none. What is wrong with a
 * build-info.json goes to `report`, as a line.
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

/** Where index.xml lies in a mirror, which may be written with a slash at its end. */
export function indexPath(mirror: string): string {
	return joinPath(mirror, 'index.xml');
}
