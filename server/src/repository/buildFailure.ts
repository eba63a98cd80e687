/** Why a build failed, as far as the files in its `log` directory tell. */
import type { FileReader } from '../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { isRecord } from '../base/json.ts';

export interface BuildFailure {
	/** The target that was built last, if its own log names the package; absent: unknown. */
	readonly target?: string;
	/** The first package that failed, without category, version and repository: `debian-sources`. */
	readonly name: string;
	/** Portage's word for the step it failed in: `compile`. */
	readonly phase: string;
	/** How many more packages failed. */
	readonly more: number;
}

interface FailedPackage {
	/** `category/name-version`, and `::repository` from Portage. */
	readonly ebuild: string;
	readonly phase: string;
}

/** Failures are at the end of a log; this many bytes of it are searched. */
const searched = 1 << 20;

/** At most this many packages are counted. */
const mostPackages = 1000;

/**
 * Why the build in the directory `build` failed; `undefined` if unknown. Only files written since
 * `since` (milliseconds since the epoch) counts: an earlier attempt of the same day leaves its files in the same place.
 */
export async function findBuildFailure(
	build: string,
	since: number,
	files: FileReader,
): Promise<BuildFailure | undefined> {
	const log = `${build}/log`;
	const last = await lastLog(log, since, files);
	const inLog = last === undefined ? [] : failuresInLog(await endOf(`${log}/${last}`, files));
	if (last !== undefined && inLog.length > 0) return failureOf(inLog, last.slice(0, -'.txt'.length));
	const written = (await undefinedIfUnreadable(() => files.status(`${log}/errors.json`)))?.modified;
	if (written === undefined || written < since) return undefined;
	return failureOf(failuresInJson(await undefinedIfUnreadable(() => files.read(`${log}/errors.json`))));
}

function failureOf(packages: readonly FailedPackage[], target?: string): BuildFailure | undefined {
	const [first] = packages;
	if (first === undefined) return undefined;
	const name = first.ebuild.replace(/^.*\/|::.*$/g, '').replace(/-\d[^-]*(-r\d+)?$/, '');
	return { ...(target !== undefined && { target }), name, phase: first.phase, more: packages.length - 1 };
}

/** Each target writes `TARGET.txt`, one after the other: the last one written is that of the target that was built last. */
async function lastLog(directory: string, since: number, files: FileReader): Promise<string | undefined> {
	let last: { readonly name: string; readonly modified: number } | undefined;
	for (const { name } of (await undefinedIfUnreadable(() => files.list(directory))) ?? []) {
		if (!/^[\w+.-]+\.txt$/.test(name)) continue;
		const status = await undefinedIfUnreadable(() => files.status(`${directory}/${name}`));
		if (status?.kind !== 'file' || status.modified < since) continue;
		if (last === undefined || status.modified > last.modified) last = { name, modified: status.modified };
	}
	return last?.name;
}

/** Byte by byte, since compilers may write anything. */
async function endOf(path: string, files: FileReader): Promise<string> {
	const content = await undefinedIfUnreadable(() => files.read(path));
	return content === undefined ? '' : new TextDecoder('latin1').decode(content.subarray(-searched));
}

/** Portage's lines ` * ERROR: sys-libs/glibc-2.19-r3::gentoo failed (compile phase):`, each package once. */
function failuresInLog(text: string): FailedPackage[] {
	const found = new Map<string, FailedPackage>();
	for (const [, ebuild = '', phase = ''] of text.matchAll(/^ \* ERROR: (\S+) failed \((\S+) phase\)/gm)) {
		if (found.size === mostPackages) break;
		if (isPackage(ebuild, phase)) found.set(ebuild, { ebuild, phase });
	}
	return [...found.values()];
}

/** Metro's errors.json (since November 2015): `[{"ebuild": "sys-libs/glibc-2.19-r3", "phase": "compile"}]`. */
function failuresInJson(content: Uint8Array | undefined): FailedPackage[] {
	if (content === undefined || content.length > searched) return [];
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder().decode(content));
	} catch {
		return [];
	}
	if (!Array.isArray(value)) return [];
	return value.slice(0, mostPackages).flatMap((entry: unknown) => {
		if (!isRecord(entry) || typeof entry.ebuild !== 'string' || typeof entry.phase !== 'string') return [];
		return isPackage(entry.ebuild, entry.phase) ? [{ ebuild: entry.ebuild, phase: entry.phase }] : [];
	});
}

/** Only valid names are shown, since a log may contain anything. */
function isPackage(ebuild: string, phase: string): boolean {
	return (
		ebuild.length < 200 && /^[\w+.-]+\/[\w+.-]+(::[\w-]+)?$/.test(ebuild) && /^[a-z_]{1,40}$/.test(phase)
	);
}
