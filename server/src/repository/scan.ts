/** Looking at a repository: exactly its build, arch, subarch and build directories are read, never an archive. */
import { addAll } from '../base/addAll.ts';
import { mapParallel } from '../base/parallel.ts';
import { quietly } from '../base/quietly.ts';
import type { Dialect } from './dialect.ts';
import type { BuildSnapshots, Repository, Subarch, SubarchPlace, Trouble } from './model.ts';
import type { RepositoryPolicy } from './policy.ts';
import { type ScannedSubarch, scanSubarch } from './scanSubarch.ts';
import { listOr, type ScanWorld } from './scanWorld.ts';

/** How many subarches are read at one time. */
const subarchesAtOnce = 16;

/** Looks at one subarch of a repository; rejects only with `Cancelled`. */
export type LookAtSubarch = (place: SubarchPlace) => Promise<ScannedSubarch>;

/**
 * Looks at the whole repository below `mirror` (as written in `path/mirror`). What cannot be read becomes a trouble.
 * Rejects only with `Cancelled`.
 * @param lookAt how one subarch is looked at: whoever keeps the subarches up to date answers with what is already known
 */
export async function scanRepository(
	mirror: string,
	policy: RepositoryPolicy,
	dialect: Dialect,
	world: ScanWorld,
	lookAt: LookAtSubarch = (place) => scanSubarch(place, dialect, world),
): Promise<Repository> {
	const troubles: Trouble[] = [];
	const places: SubarchPlace[] = [];
	const snapshots: BuildSnapshots[] = [];
	const missingArches: string[] = [];
	for (const build of plainNames(policy.allBuilds, mirror, troubles)) {
		const buildPath = `${mirror}/${build}`;
		if ((await listOr(buildPath, world, troubles)) === undefined) continue;
		const found = await scanSnapshots(build, buildPath, world, troubles);
		if (found !== undefined) snapshots.push(found);
		for (const arch of plainNames(policy.allArches, buildPath, troubles)) {
			const archPath = `${buildPath}/${arch}`;
			const entries = await listOr(archPath, world, troubles);
			if (entries === undefined) {
				missingArches.push(archPath);
				continue;
			}
			const present = new Set(entries.filter((entry) => entry.kind !== 'file').map((entry) => entry.name));
			for (const subarch of plainNames(policy.allSubarches, archPath, troubles)) {
				if (present.has(subarch)) places.push(subarchPlace(mirror, build, arch, subarch, policy));
			}
		}
	}
	const scanned = await mapParallel(places, subarchesAtOnce, (place) => lookAt(place));
	const subarches: Subarch[] = [];
	for (const { subarch, troubles: own } of scanned) {
		if (subarch !== undefined) subarches.push(subarch);
		addAll(troubles, own);
	}
	return { mirror, subarches, snapshots, missingArches, troubles };
}

/** The place of a subarch in a repository, and whether the policy has it built here. */
function subarchPlace(
	mirror: string,
	build: string,
	arch: string,
	subarch: string,
	policy: RepositoryPolicy,
): SubarchPlace {
	const local =
		policy.builds.includes(build) && policy.arches.includes(arch) && policy.subarches.includes(subarch);
	return { build, arch, subarch, path: `${mirror}/${build}/${arch}/${subarch}`, local };
}

async function scanSnapshots(
	build: string,
	buildPath: string,
	world: ScanWorld,
	troubles: Trouble[],
): Promise<BuildSnapshots | undefined> {
	const path = `${buildPath}/snapshots`;
	// A directory of snapshots that is only linked here belongs to another build.
	if ((await quietly(() => world.files.linkStatus(path)))?.kind !== 'directory') return undefined;
	const entries = await listOr(path, world, troubles);
	if (entries === undefined) return undefined;
	const names = entries.map((entry) => entry.name);
	const snapshots = names.filter(
		(name) => /^portage-.*\.tar\.xz$/s.test(name) && name !== 'portage-current.tar.xz',
	);
	return { build, path, snapshots, names };
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
			troubles.push({ code: 'bad-name', path: parent, message: `"${name}" is no name for a directory` });
		}
		return false;
	});
}
