/**
 * Scans one build's directory: the kind of build, and whether it is complete.
 * Metro: the scan before the first command in scripts/buildrepo (funtoo/metro dcfe269 and a728df2, macaroni-os/metro d7996c1).
 */
import { type CivilTime, formatDay, toCivil } from '../../base/civilTime.ts';
import { type DirectoryEntry, FileError, isWrongKind } from '../../base/fileSystem.ts';
import { strip } from '../../base/pythonText.ts';
import { textLines } from '../../base/textLines.ts';
import { isStageArchive } from '../archives/artifacts.ts';
import type { BuildDirectory, Dialect } from '../dialects/dialect.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { DatedBuild, Trouble } from '../model.ts';
import { type BuildName, parseBuildName } from './buildName.ts';
import { targetsName } from './targetsName.ts';

/**
 * The build in the directory `entry` of a subarch; `undefined` if it is gone, or is not a directory after all; `unseen` if it lacks
 * the file that makes it a build in this dialect.
 */
export async function scanBuild(
	parent: string,
	entry: DirectoryEntry,
	dialect: Dialect,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<DatedBuild | 'unseen' | undefined> {
	ports.signal.throwIfAborted();
	const name = buildNameIn(dialect, entry.name);
	const path = `${parent}/${entry.name}`;
	if (name === undefined) return undefined;
	const build = {
		name: entry.name,
		path,
		kind: name.kind,
		date: name.date,
		day: name.kind === 'dated' ? entry.name : formatDay(name.date),
		linked: entry.kind === 'link',
	};
	const unfinished: DatedBuild = { ...build, state: 'unfinished', full: false, artifacts: [] };
	try {
		const entries = await ports.files.list(path);
		if (entries === undefined) return undefined;
		const targets = dialect.needsTargets ? await readTargets(path, entries, ports) : [];
		if (targets === undefined) return 'unseen';
		const status = dialect.readsStatus(name.kind)
			? await readStatus(path, name.kind, entries, ports)
			: undefined;
		if (status === undefined && dialect.needsStatus(name.kind)) return unfinished;
		const look = { name, targets, statusOk: status?.ok, ...(await lookInto(path, entries, ports)) };
		const complete = dialect.isComplete(look);
		return {
			...build,
			...(status?.written === undefined ? {} : { date: status.written, day: formatDay(status.written) }),
			state: complete ? 'complete' : 'incomplete',
			full: complete && look.names.some((file) => isStageArchive(file, 1) && !look.dangling.has(file)),
			artifacts: dialect.findArtifacts(look),
		};
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		if (error.failure === 'loop') return undefined;
		// A status that is not a file does not count as ok.
		if (isWrongKind(error) && error.path !== path) {
			troubles.push({ code: 'bad-status', path: error.path, message: `unreadable status ${error.message}` });
			return unfinished;
		}
		const code = error.path === path ? 'unreadable-directory' : 'unreadable-status';
		troubles.push({ code, path: error.path, message: `unreadable build ${error.message}` });
		return { ...unfinished, state: 'unreadable' };
	}
}

/** The content of the status file; `undefined` if there is none. Its time only matters for QA builds. */
async function readStatus(
	path: string,
	kind: DatedBuild['kind'],
	entries: readonly DirectoryEntry[],
	ports: ScanPorts,
): Promise<{ readonly ok: boolean; readonly written: CivilTime | undefined } | undefined> {
	const entry = entries.find((one) => one.name === 'status');
	if (entry === undefined) return undefined;
	if (entry.kind === 'directory') return { ok: false, written: undefined };
	const content = await ports.files.read(`${path}/status`);
	if (content === undefined) return undefined;
	const ok = strip(asWritten.decode(content)) === 'ok';
	const status = kind === 'qa' ? await ports.files.status(`${path}/status`) : undefined;
	return { ok, written: status === undefined ? undefined : toCivil(status.modified) };
}

/** A byte order mark is part of the text, as it is in Python. */
const asWritten = new TextDecoder('utf-8', { ignoreBOM: true });

/** What a directory's name says of a build in this dialect; `undefined` if it is not the name of one. */
export function buildNameIn(dialect: Dialect, directory: string): BuildName | undefined {
	const name = parseBuildName(directory);
	return name?.kind === 'qa' && !dialect.namesQaBuilds ? undefined : name;
}

/** The words of `.targets`, each once; `undefined` if there is no such file. Rejects with `FileError`. */
async function readTargets(
	path: string,
	entries: readonly DirectoryEntry[],
	ports: ScanPorts,
): Promise<readonly string[] | undefined> {
	if (!entries.some(({ name }) => name === targetsName)) return undefined;
	const content = await ports.files.read(`${path}/${targetsName}`);
	if (content === undefined) return undefined;
	const text = asWritten.decode(content);
	const words = textLines(text).map(({ start, end }) => strip(text.slice(start, end)));
	return [...new Set(words)].filter((word) => word !== '');
}

/** Follows the links of a build directory, since a stage that is gone must not count. */
async function lookInto(
	path: string,
	entries: readonly DirectoryEntry[],
	ports: ScanPorts,
): Promise<Pick<BuildDirectory, 'names' | 'dangling'>> {
	const names: string[] = [];
	const dangling = new Set<string>();
	for (const entry of entries) {
		if (entry.kind !== 'file' && entry.kind !== 'link') continue;
		if (!entry.name.includes('tar')) continue;
		names.push(entry.name);
		if (entry.kind !== 'link') continue;
		if (await leadsNowhere(`${path}/${entry.name}`, ports)) dangling.add(entry.name);
	}
	return { names, dangling };
}

/** Rejects with `FileError` if it cannot be determined. */
async function leadsNowhere(link: string, ports: ScanPorts): Promise<boolean> {
	try {
		return (await ports.files.status(link)) === undefined;
	} catch (error) {
		if (error instanceof FileError && error.failure === 'loop') return true;
		throw error;
	}
}
