/** The subarches of a repository, each followed separately: a change of one rereads only that one. */
import {
	type Dialect,
	type ScannedSubarch,
	type ScanPorts,
	type SubarchPlace,
	scanSubarch,
} from '../repository/index.ts';
import type { Topic } from '../watching/follower.ts';
import { type Stamp, stampAt } from '../watching/seen.ts';
import type { EditorHost } from './serverHost.ts';
import { subarchDirectories } from './setupWatches.ts';

export interface LiveSubarches {
	/** What is known of a subarch while its directory is the same and nothing in it has changed; otherwise reads it. */
	lookAt(place: SubarchPlace, dialect: Dialect): Promise<ScannedSubarch>;
	/** Reads a subarch whatever is known of it. */
	lookAgain(place: SubarchPlace, dialect: Dialect): Promise<ScannedSubarch>;
	/** From now on, follows only these. */
	keep(subarches: readonly SubarchPlace[]): void;
	/** Forgets everything. */
	forget(): void;
	dispose(): void;
}

interface Known {
	readonly topic: Topic;
	scanned: ScannedSubarch | undefined;
	dialect: Dialect;
	/** The identity of its directory, before it was read. */
	stamp: Stamp | undefined;
}

/** @param changed receives the path of a subarch that has changed since it was read */
export function createLiveSubarches(
	host: EditorHost,
	world: Omit<ScanPorts, 'files'>,
	changed: (path: string) => void,
): LiveSubarches {
	const { follower, files } = host;
	const all = new Map<string, Known>();

	const lookAgain = async (place: SubarchPlace, dialect: Dialect): Promise<ScannedSubarch> => {
		const recorder = follower.record();
		const scanned = await scanSubarch(place, dialect, { ...world, files: recorder });
		const known = all.get(place.path) ?? newlyKnown(place.path, dialect);
		known.scanned = scanned;
		known.dialect = dialect;
		known.stamp = recorder.footprint.get(place.path)?.followed;
		known.topic.cover({
			footprint: recorder.footprint,
			directories: scanned.subarch === undefined ? [] : subarchDirectories(scanned.subarch),
		});
		return scanned;
	};

	const newlyKnown = (path: string, dialect: Dialect): Known => {
		const topic = follower.topic(() => changed(path));
		const known: Known = { topic, scanned: undefined, dialect, stamp: undefined };
		all.set(path, known);
		return known;
	};

	return {
		lookAgain,
		async lookAt(place, dialect) {
			const known = all.get(place.path);
			if (known?.scanned?.subarch === undefined || known.dialect !== dialect || !known.topic.isSound)
				return lookAgain(place, dialect);
			const { stamp } = await stampAt(() => files.status(place.path));
			if (stamp !== known.stamp) return lookAgain(place, dialect);
			const { subarch } = known.scanned;
			// Whether it is built here may have changed. What is the same stays the same object.
			if (subarch.local !== place.local)
				known.scanned = { ...known.scanned, subarch: { ...subarch, ...place } };
			return known.scanned;
		},
		keep(subarches) {
			const kept = new Set(subarches.map(({ path }) => path));
			for (const [path, { topic }] of all) {
				if (kept.has(path)) continue;
				topic.dispose();
				all.delete(path);
			}
		},
		forget() {
			for (const known of all.values()) known.scanned = undefined;
		},
		dispose() {
			for (const { topic } of all.values()) topic.dispose();
			all.clear();
		},
	};
}
