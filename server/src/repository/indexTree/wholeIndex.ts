/** The text of index.xml, and how the file on disk compares. Reads from disk what a scan does not hold. */
import { FileError, type FileReader, isWrongKind } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import { textReader } from '../../base/readText.ts';
import { type Refused, refused } from '../../base/refused.ts';
import { parseBuildInfo } from '../buildInfo.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { type Repository, whyPartial } from '../model.ts';
import type { RepositoryPolicy } from '../policy.ts';
import { type IndexSources, indexText } from './indexTree.ts';

/** What index.xml is made from. */
export interface IndexInputs {
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	readonly dialect: Dialect;
}

/**
 * Reads build-info.json files and sizes. A faulty build-info.json is reported to `report` in one line. A file that cannot
 * be read rejects with `FileError`, since index.xml would be incomplete without it.
 */
function indexSources(files: FileReader, report: (line: string) => void): IndexSources {
	return {
		async buildInfo(build) {
			const path = `${build.path}/build-info.json`;
			const content = await readUnlessWrong(path, files, report);
			if (content === undefined) return undefined;
			const { attributes, complaints } = parseBuildInfo(content);
			for (const complaint of complaints) report(`${path} ${complaint}`);
			return attributes;
		},
		async diskUse(path) {
			// For a link, the link's own disk use, as du counts.
			const status = await files.linkStatus(path);
			if (status === undefined)
				throw new FileError('missing', path, `${path}: it was removed during the scan`);
			return status.diskUse;
		},
	};
}

/** Anything but a file counts as missing and is reported. Rejects with `FileError` for a file that cannot be read. */
async function readUnlessWrong(
	path: string,
	files: FileReader,
	report: (line: string) => void,
): Promise<Uint8Array | undefined> {
	try {
		return await files.read(path);
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
	{ repository, policy, dialect }: IndexInputs,
	files: FileReader,
	report: (line: string) => void,
): Promise<string | Refused> {
	const [first, ...others] = whyPartial(repository);
	if (first !== undefined) {
		return refused(others.length === 0 ? first : `${first}, and ${others.length} more`);
	}
	try {
		return indexText(await dialect.indexTree(repository, policy, indexSources(files, report)));
	} catch (error) {
		if (error instanceof FileError) return refused(error.message);
		throw error;
	}
}

/** The path of index.xml in a mirror, whose own path may end with a slash. */
export function indexPath(mirror: string): string {
	return joinPath(mirror, 'index.xml');
}

export interface IndexState {
	readonly kind: 'missing' | 'current' | 'outdated' | 'unknown';
	/** Why it is unknown: a sentence that names a path. */
	readonly reason?: string;
	/** Of a state that is known: the text of the file, and what would be written now. */
	readonly text?: string;
	readonly wanted?: string;
}

/** Compares index.xml with what would be written now. */
export async function readIndexState(inputs: IndexInputs, files: FileReader): Promise<IndexState> {
	const found = await textReader(files)(indexPath(inputs.repository.mirror));
	if (found.kind === 'missing') return { kind: 'missing' };
	if (found.kind === 'unreadable') return { kind: 'unknown', reason: found.reason };
	const wanted = await wholeIndex(inputs, files, () => {});
	if (typeof wanted !== 'string') return { kind: 'unknown', reason: wanted.reason };
	if (found.kind !== 'text') return { kind: 'outdated', wanted };
	return { kind: found.text === wanted ? 'current' : 'outdated', text: found.text, wanted };
}
