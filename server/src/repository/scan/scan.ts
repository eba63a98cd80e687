/**
 * Scans a repository: reads exactly its build, arch, subarch and dated build directories, never an archive.
 * Metro: the scan before the first command in scripts/buildrepo (funtoo/metro dcfe269 and a728df2).
 */
import { pushAll } from '../../base/collections.ts';
import { type DirectoryEntry, type EntryKind, FileError } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { isTurnOver, pause } from '../../base/work.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { listThere, type ScanPorts, vanished } from '../listDirectory.ts';
import type { BuildSnapshots, Repository, Subarch, SubarchPlace, Trouble } from '../model.ts';
import { isBuiltHere, type RepositoryPolicy } from '../policy.ts';
import { type ScannedSubarch, scanSubarch } from './scanSubarch.ts';
import { isSnapshotName, isSnapshotOfItsOwn } from './snapshotName.ts';

/** How many subarches are read at one time. */
const subarchesAtOnce = 16;

/** Looks at one subarch of a repository; rejects only with `AbortError`. */
export type ReadSubarch = (place: SubarchPlace) => Promise<ScannedSubarch>;

/**
 * Scans the whole repository below `mirror` (as written in `path/mirror`). What cannot be read becomes a trouble.
 * Rejects only with `AbortError`.
 * @param lookAt scans one subarch; a caller that follows the subarches returns what it already knows
 */
export async function scanRepository(
	mirror: string,
	policy: RepositoryPolicy,
	dialect: Dialect,
	ports: ScanPorts,
	lookAt: ReadSubarch = (place) => scanSubarch(place, dialect, ports),
): Promise<Repository> {
	const troubles: Trouble[] = [];
	const places: { readonly place: SubarchPlace; readonly kind: EntryKind }[] = [];
	const snapshots: BuildSnapshots[] = [];
	const missingArches: string[] = [];
	const unmanaged = { builds: new Set<string>(), arches: new Set<string>(), subarches: new Set<string>() };
	const unknown = policy.share?.unknown;
	if (unknown !== undefined) troubles.push({ code: 'unknown-share', path: mirror, message: unknown });
	const before = await identityOf(mirror, ports);
	const top = await topOf(mirror, ports, troubles);
	addOthers(unmanaged.builds, top, policy.allBuilds);
	for (const build of plainNames(policy.allBuilds, mirror, troubles)) {
		const buildPath = `${mirror}/${build}`;
		const inBuild = await listThere(buildPath, top?.get(build), ports, troubles);
		if (inBuild === undefined) continue;
		const arches = kindsOf(inBuild);
		addOthers(unmanaged.arches, arches, policy.allArches);
		const found = await scanSnapshots(build, buildPath, arches?.get('snapshots'), ports, troubles);
		if (found !== undefined) snapshots.push(found);
		for (const arch of plainNames(policy.allArches, buildPath, troubles)) {
			const archPath = `${buildPath}/${arch}`;
			const said = troubles.length;
			const present = kindsOf(await listThere(archPath, arches?.get(arch), ports, troubles));
			if (present === undefined) {
				if (troubles.length === said) missingArches.push(archPath);
				continue;
			}
			addOthers(unmanaged.subarches, present, policy.allSubarches);
			for (const subarch of plainNames(policy.allSubarches, archPath, troubles)) {
				const kind = present.get(subarch);
				if (kind === undefined || kind === 'file') continue;
				places.push({ place: subarchPlace(mirror, build, arch, subarch, policy), kind });
			}
		}
	}
	const scanned = await mapParallel(places, subarchesAtOnce, async ({ place }) => {
		// Known subarches are answered without a turn of the event loop.
		if (isTurnOver(ports.signal)) await pause(ports.signal);
		return lookAt(place);
	});
	const subarches: Subarch[] = [];
	for (const [index, { subarch, troubles: own }] of scanned.entries()) {
		const asked = places[index];
		if (subarch !== undefined) subarches.push(subarch);
		else if (asked?.kind === 'directory') troubles.push(vanished(asked.place.path));
		pushAll(troubles, own);
	}
	const isOther = (await identityOf(mirror, ports)) !== before;
	if (isOther) troubles.push(vanished(mirror));
	return {
		mirror,
		subarches,
		snapshots,
		missingArches,
		unmanaged: {
			builds: [...unmanaged.builds],
			arches: [...unmanaged.arches],
			subarches: [...unmanaged.subarches],
		},
		troubles,
	};
}

/** At most so many names that `.buildbot` does not give are kept. */
const mostUnmanaged = 1000;

/** Adds the directories that have none of the names. */
function addOthers(
	unmanaged: Set<string>,
	present: ReadonlyMap<string, EntryKind> | undefined,
	names: readonly string[],
): void {
	const managed = new Set(names);
	for (const [name, kind] of present ?? []) {
		if (kind !== 'directory' || managed.has(name) || name.startsWith('.')) continue;
		if (unmanaged.size < mostUnmanaged) unmanaged.add(name);
	}
}

function kindsOf(entries: readonly DirectoryEntry[] | undefined): ReadonlyMap<string, EntryKind> | undefined {
	return entries && new Map(entries.map(({ name, kind }) => [name, kind]));
}

/** Lists the mirror. Builds are requested by name, so an unreadable mirror is not a trouble here; one that disappeared is. */
async function topOf(
	mirror: string,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<ReadonlyMap<string, EntryKind> | undefined> {
	try {
		const entries = await ports.files.list(mirror);
		if (entries === undefined && (await identityOf(mirror, ports)) !== undefined)
			troubles.push(vanished(mirror));
		return kindsOf(entries);
	} catch (error) {
		if (error instanceof FileError) return undefined;
		throw error;
	}
}

/** The identity of the mirror's directory, which changes if the mirror is unmounted. */
async function identityOf(mirror: string, { files }: ScanPorts): Promise<string | undefined> {
	try {
		return (await files.status(mirror))?.identity;
	} catch (error) {
		if (error instanceof FileError) return error.message;
		throw error;
	}
}

/** The place of a subarch in a repository, and whether the policy builds it here. */
function subarchPlace(
	mirror: string,
	build: string,
	arch: string,
	subarch: string,
	policy: RepositoryPolicy,
): SubarchPlace {
	const local = isBuiltHere(policy, { build, arch, subarch });
	return { build, arch, subarch, path: `${mirror}/${build}/${arch}/${subarch}`, local };
}

async function scanSnapshots(
	build: string,
	buildPath: string,
	kind: EntryKind | undefined,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<BuildSnapshots | undefined> {
	const path = `${buildPath}/snapshots`;
	// A directory of snapshots that is only linked here belongs to another build.
	if (kind !== 'directory') return undefined;
	const entries = await listThere(path, kind, ports, troubles);
	if (entries === undefined) return undefined;
	const names = entries.filter((entry) => entry.kind !== 'directory').map((entry) => entry.name);
	const snapshots = names.filter(isSnapshotName);
	const aliases = new Set<string>();
	for (const { name, kind: entryKind } of entries) {
		if (entryKind === 'link' && isSnapshotName(name) && !(await isSnapshotOfItsOwn(path, name, ports)))
			aliases.add(name);
	}
	return { build, path, snapshots, aliases, names };
}

/** Whether a name can be that of one directory below another. */
export function isPlainName(name: string): boolean {
	return !/^(?:\.{0,2}$)|[/\0]/.test(name);
}

/** The names that can be one directory below another, each once. */
function plainNames(names: readonly string[], parent: string, troubles: Trouble[]): readonly string[] {
	return [...new Set(names)].filter((name) => {
		if (isPlainName(name)) return true;
		const said = troubles.some(
			(trouble) => trouble.code === 'bad-name' && trouble.message.includes(`"${name}"`),
		);
		if (!said) {
			troubles.push({ code: 'bad-name', path: parent, message: `"${name}" is not a valid directory name` });
		}
		return false;
	});
}
