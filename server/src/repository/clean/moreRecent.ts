/** Counts, on the disk as it is now, what makes an old build or snapshot superfluous. */
import type { CivilTime } from '../../base/civilTime.ts';
import type { DirectoryEntry } from '../../base/fileSystem.ts';
import { directoryOf } from '../../base/posixPath.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { listOrReport, type ScanPorts } from '../listDirectory.ts';
import type { DatedBuild, Subarch, Trouble } from '../model.ts';
import { buildNameIn, scanBuild } from '../scan/scanBuild.ts';
import { knownSiblingOf } from '../scan/sibling.ts';
import { isSnapshotName, isSnapshotOfItsOwn } from '../scan/snapshotName.ts';

/** An entry of a subarch that may be a build. */
export interface Candidate {
	readonly entry: DirectoryEntry;
	/** The date of its build, as far as it is known. */
	readonly date: CivilTime;
}

/**
 * Lists a subarch for what may be a build that is not older than `build`: those first that were complete when the plan was made,
 * the most recent ones foremost. An unreadable directory becomes a trouble.
 */
export async function listMoreRecent(
	build: DatedBuild,
	{ path, builds }: Subarch,
	dialect: Dialect,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<readonly Candidate[]> {
	const known = new Map(builds.map((one) => [one.name, one]));
	const rank = ({ entry }: Candidate): number => (known.get(entry.name)?.state === 'complete' ? 0 : 1);
	return ((await listOrReport(path, ports, troubles)) ?? [])
		.filter(({ name, kind }) => (kind === 'directory' || kind === 'link') && name !== build.name)
		.flatMap((entry) => {
			// Only its status tells when a QA build was finished, so the scan knows more than the name says.
			const date = known.get(entry.name)?.date ?? buildNameIn(dialect, entry.name)?.date;
			return date === undefined || date < build.date ? [] : [{ entry, date }];
		})
		.sort((a, b) => rank(a) - rank(b) || b.date - a.date);
}

/** Those of the candidates that are complete builds now, `enough` at most. Unreadable ones do not count, and become troubles. */
export async function completeAmong(
	candidates: readonly Candidate[],
	enough: number,
	{ path }: Subarch,
	dialect: Dialect,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<readonly DatedBuild[]> {
	const found: DatedBuild[] = [];
	for (const { entry } of candidates) {
		if (found.length >= enough) break;
		// A second name of another build here is no build that could stay instead.
		if (entry.kind === 'link' && (await knownSiblingOf(path, entry.name, ports)) !== undefined) continue;
		const now = await scanBuild(path, entry, dialect, ports, troubles);
		if (now !== undefined && now !== 'unseen' && now.state === 'complete') found.push(now);
	}
	return found;
}

/**
 * How many snapshots after the one at `path` are in its directory; `undefined` if that one is gone itself. None if the directory
 * cannot be read, which becomes a trouble.
 */
export async function countLaterSnapshots(
	path: string,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<number | undefined> {
	const directory = directoryOf(path);
	const entries = (await listOrReport(directory, ports, troubles)) ?? [];
	if (troubles.length > 0) return 0;
	const snapshots = entries.filter(({ name, kind }) => kind !== 'directory' && isSnapshotName(name));
	// The list is in byte order, which the order of strings is not.
	const index = snapshots.findIndex(({ name }) => `${directory}/${name}` === path);
	if (index === -1) return undefined;
	let later = 0;
	for (const { name, kind } of snapshots.slice(index + 1))
		if (kind !== 'link' || (await isSnapshotOfItsOwn(directory, name, ports))) later++;
	return later;
}
