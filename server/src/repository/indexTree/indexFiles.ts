/** The index.xml files, and how those on disk compare. Reads from disk what a scan does not hold. */
import { FileError, type FileReader, isWrongKind } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import { textReader } from '../../base/readText.ts';
import { type Refused, refused } from '../../base/refused.ts';
import { parseBuildInfo } from '../buildInfo.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { type DatedBuild, type Repository, type Subarch, whyPartial } from '../model.ts';
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

/** An index.xml as it would be written now. */
export interface IndexFile {
	readonly path: string;
	readonly text: string;
	/** The directory that it describes, where each subarch has a file of its own. */
	readonly subarch?: string;
}

/**
 * The index.xml files of a repository, in the order of `.buildbot`, made from a complete scan; otherwise why there are none. A faulty
 * build-info.json is reported to `report` in one line.
 */
export async function indexFiles(
	{ repository, policy, dialect }: IndexInputs,
	files: FileReader,
	report: (line: string) => void,
): Promise<readonly IndexFile[] | Refused> {
	const [first, ...others] = whyPartial(repository);
	if (first !== undefined) {
		return refused(others.length === 0 ? first : `${first}, and ${others.length} more`);
	}
	const sources = indexSources(files, report);
	const { indexes } = dialect;
	try {
		if (indexes.kind === 'whole') {
			const text = indexText(await indexes.tree(repository, policy, sources));
			return [{ path: indexPath(repository.mirror), text }];
		}
		const made: IndexFile[] = [];
		for (const [subarch, latest] of indexed(repository, policy)) {
			const text = indexText(await indexes.element(subarch, latest, repository, sources));
			made.push({ path: indexPath(subarch.path), text, subarch: subarch.path });
		}
		return made;
	} catch (error) {
		if (error instanceof FileError) return refused(error.message);
		throw error;
	}
}

/** The paths of the index.xml files that the dialect writes, in the order of `.buildbot`. */
export function indexPaths({ repository, policy, dialect }: IndexInputs): readonly string[] {
	if (dialect.indexes.kind === 'whole') return [indexPath(repository.mirror)];
	return indexed(repository, policy).map(([{ path }]) => indexPath(path));
}

/** The subarches with an index.xml of their own, and their latest builds. */
function indexed(
	{ subarches }: Repository,
	{ indexIgnoreBuilds }: RepositoryPolicy,
): readonly (readonly [Subarch, DatedBuild])[] {
	return subarches.flatMap((subarch) => {
		const { latest, build } = subarch;
		return latest === undefined || indexIgnoreBuilds.includes(build) ? [] : [[subarch, latest] as const];
	});
}

/** The path of index.xml in a directory, whose own path may end with a slash. */
export function indexPath(directory: string): string {
	return joinPath(directory, 'index.xml');
}

/** How the index.xml files on disk compare with what would be written now: `missing` if one is missing, else `outdated` if one is. */
export interface IndexState {
	readonly kind: 'missing' | 'current' | 'outdated' | 'unknown';
	/** Why it is unknown: a sentence that names a path. */
	readonly reason?: string;
	/** The file that cannot be read. */
	readonly path?: string;
	/** The texts of the files that could be read. */
	readonly texts: readonly string[];
	/** What would be written now; none if that is unknown, or not asked for because the only file is missing. */
	readonly wanted: readonly string[];
}

/** Compares the index.xml files with what would be written now. */
export async function readIndexState(inputs: IndexInputs, files: FileReader): Promise<IndexState> {
	const texts: string[] = [];
	const found = new Map<string, string | undefined>();
	const paths = indexPaths(inputs);
	for (const path of paths) {
		const one = await textReader(files)(path);
		if (one.kind === 'unreadable') return { kind: 'unknown', reason: one.reason, path, texts, wanted: [] };
		if (one.kind === 'missing') continue;
		found.set(path, one.kind === 'text' ? one.text : undefined);
		if (one.kind === 'text') texts.push(one.text);
	}
	if (found.size === 0 && paths.length > 0) return { kind: 'missing', texts, wanted: [] };
	const wanted = await indexFiles(inputs, files, () => {});
	if ('reason' in wanted) return { kind: 'unknown', reason: wanted.reason, texts, wanted: [] };
	const isCurrent = wanted.every(({ path, text }) => found.get(path) === text);
	const kind = found.size < paths.length ? 'missing' : isCurrent ? 'current' : 'outdated';
	return { kind, texts, wanted: wanted.map(({ text }) => text) };
}
