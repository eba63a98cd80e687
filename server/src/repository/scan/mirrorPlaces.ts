/** What lies in a mirror, whatever `.buildbot` names: the places of directories that look like those of subarches. */
import { mapParallel } from '../../base/parallel.ts';
import { listOrReport, type ScanPorts } from '../listDirectory.ts';
import type { SubarchPlace, Trouble } from '../model.ts';
import { parseBuildName } from './buildName.ts';

type Place = Pick<SubarchPlace, 'build' | 'arch' | 'subarch'>;

export interface MirrorPlaces {
	/** In byte order of their paths. */
	readonly places: readonly Place[];
	/** What could not be read; sentences that name paths. */
	readonly unread: readonly string[];
	/** There are more directories than were looked at. */
	readonly isCut: boolean;
}

/** At most this many directories are looked at. */
const mostDirectories = 50_000;

/** How many directories are listed at one time. */
const atOnce = 16;

/** Links are left out: what they lead to is found where it is. Rejects only with `AbortError`. */
export async function mirrorPlaces(mirror: string, ports: ScanPorts): Promise<MirrorPlaces> {
	const troubles: Trouble[] = [];
	let left = mostDirectories;
	const entriesOf = async (path: string) => {
		if (left-- <= 0) return [];
		return (await listOrReport(path, ports, troubles)) ?? [];
	};
	const directoriesIn = async (path: string): Promise<readonly string[]> =>
		(await entriesOf(path))
			.filter(({ name, kind }) => kind === 'directory' && !name.startsWith('.') && name !== 'snapshots')
			.map(({ name }) => name)
			.sort();
	const places: Place[] = [];
	for (const build of await directoriesIn(mirror)) {
		for (const arch of await directoriesIn(`${mirror}/${build}`)) {
			const subarches = await directoriesIn(`${mirror}/${build}/${arch}`);
			const isSubarch = await mapParallel(subarches, atOnce, async (subarch) =>
				(await entriesOf(`${mirror}/${build}/${arch}/${subarch}`)).some(
					({ name, kind }) => kind !== 'file' && (name === '.control' || parseBuildName(name) !== undefined),
				),
			);
			for (const [index, subarch] of subarches.entries())
				if (isSubarch[index] === true) places.push({ build, arch, subarch });
		}
	}
	return { places, unread: troubles.map(({ message }) => message), isCut: left < 0 };
}
