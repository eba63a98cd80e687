/** Why a build failed, as far as the files in its `log` directory tell. */
import type { DiskReader, FileReader } from '../../base/fileSystem.ts';
import { FileError, undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { isRecord, parsePythonJson } from '../../base/json.ts';
import { isPackage, outlineLog } from './logOutline.ts';
import { readLog } from './readLog.ts';

export interface BuildFailure {
	/** The target that was built last, if its own log names the package; absent: unknown. */
	readonly target?: string;
	/** The first package that failed, without category, version and repository: `debian-sources`. */
	readonly name: string;
	/** The same with category and version: `sys-kernel/debian-sources-3.16.2`; absent in what was recorded before it was kept. */
	readonly ebuild?: string;
	/** Portage's word for the step it failed in: `compile`. */
	readonly phase: string;
	/** How many more packages failed. */
	readonly more: number;
}

/** What is known of a failed build. */
export interface FailureReport {
	/** Absent: no package is named. */
	readonly failure?: BuildFailure;
	/** The log of the target that was built last, and the line of it (zero-based, as `readLog` gives them) that tells of the failure. */
	readonly log?: { readonly path: string; readonly target: string; readonly line: number };
	/** The end of that log, where nothing names a package. */
	readonly lastLines: readonly string[];
	/** Why `errors.json` could not be used, in a sentence. */
	readonly note?: string;
}

interface FailedPackage {
	/** `category/name-version`, and `::repository` from Portage. */
	readonly ebuild: string;
	readonly phase: string;
}

/** Larger than any list of failures, in bytes. */
const largestList = 1 << 20;

/** At most this many packages are counted. */
const mostPackages = 1000;

const shownLines = 10;

/** The failure alone; see `reportFailure`. */
export async function findBuildFailure(
	build: string,
	since: number,
	files: DiskReader,
): Promise<BuildFailure | undefined> {
	return (await reportFailure(build, since, files))?.failure;
}

/**
 * Why the build in the directory `build` failed; `undefined` if it has left nothing that tells. Only files written since
 * `since` (milliseconds since the epoch) count: an earlier attempt of the same day leaves its files in the same place.
 * The log comes first, since Metro sorts the packages in `errors.json` by name.
 */
export async function reportFailure(
	build: string,
	since: number,
	files: DiskReader,
): Promise<FailureReport | undefined> {
	const directory = `${build}/log`;
	const target = await lastTarget(directory, since, files);
	const path = `${directory}/${target}.txt`;
	const read = target === undefined ? undefined : await undefinedIfUnreadable(() => readLog(path, files));
	const listed = await readErrors(`${directory}/errors.json`, since, files);
	if (target === undefined || read === undefined) return inListOnly(listed);
	const { lines } = read;
	const { failures, firstError } = outlineLog(lines);
	const written = withoutEmptyEnd(lines);
	const line = firstError ?? Math.max(0, written.length - 1);
	const failure = failureOf(failures, target) ?? failureOf(listed.packages);
	return {
		...(failure !== undefined && { failure }),
		log: { path, target, line },
		lastLines: failure === undefined ? written.slice(-shownLines) : [],
		...(listed.note !== undefined && { note: listed.note }),
	};
}

function inListOnly({ packages, note }: FailureList): FailureReport | undefined {
	const failure = failureOf(packages);
	if (failure === undefined && note === undefined) return undefined;
	return { ...(failure && { failure }), lastLines: [], ...(note !== undefined && { note }) };
}

function withoutEmptyEnd(lines: readonly string[]): readonly string[] {
	return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

function failureOf(packages: readonly FailedPackage[], target?: string): BuildFailure | undefined {
	const [first] = packages;
	if (first === undefined) return undefined;
	const ebuild = first.ebuild.replace(/::.*$/, '');
	const name = ebuild.replace(/^.*\//, '').replace(/-\d[^-]*(-r\d+)?$/, '');
	return {
		...(target !== undefined && { target }),
		name,
		ebuild,
		phase: first.phase,
		more: packages.length - 1,
	};
}

/** Each target writes `TARGET.txt`, one after the other: the last one written is that of the target that was built last. */
async function lastTarget(directory: string, since: number, files: FileReader): Promise<string | undefined> {
	let last: { readonly name: string; readonly modified: number } | undefined;
	for (const { name } of (await undefinedIfUnreadable(() => files.list(directory))) ?? []) {
		if (!/^[\w+.-]+\.txt$/.test(name)) continue;
		const status = await undefinedIfUnreadable(() => files.status(`${directory}/${name}`));
		if (status?.kind !== 'file' || status.modified < since) continue;
		if (last === undefined || status.modified > last.modified) last = { name, modified: status.modified };
	}
	return last?.name.slice(0, -'.txt'.length);
}

interface FailureList {
	readonly packages: readonly FailedPackage[];
	/** Why the list is not used. */
	readonly note?: string;
}

/** Metro's errors.json (since November 2015): `[{"ebuild": "sys-libs/glibc-2.19-r3", "phase": "compile"}]`. */
async function readErrors(path: string, since: number, files: FileReader): Promise<FailureList> {
	const unused = (why: string): FailureList => ({
		packages: [],
		note: `${path} cannot be used: ${why}. The log is read instead.`,
	});
	try {
		const status = await files.status(path);
		if (status === undefined || status.modified < since) return { packages: [] };
		if (status.kind !== 'file' || status.size > largestList) return unused('it is not a list of failures');
		const content = await files.read(path);
		if (content === undefined) return { packages: [] };
		const packages = packagesIn(new TextDecoder().decode(content));
		return packages === undefined ? unused('it is not the list that Metro writes') : { packages };
	} catch (error) {
		if (error instanceof FileError) return unused(error.message);
		throw error;
	}
}

/** `undefined`: it is not such a list. */
function packagesIn(text: string): readonly FailedPackage[] | undefined {
	const value = parsePythonJson(text);
	if (!Array.isArray(value)) return undefined;
	const entries = value.slice(0, mostPackages).map((entry: unknown): FailedPackage | undefined => {
		if (!isRecord(entry) || typeof entry.ebuild !== 'string' || typeof entry.phase !== 'string')
			return undefined;
		return isPackage(entry.ebuild, entry.phase) ? { ebuild: entry.ebuild, phase: entry.phase } : undefined;
	});
	return entries.every((entry) => entry !== undefined) ? entries : undefined;
}
