/** The health of a set-up over time: what is expensive is read once and then followed. */
import { type CivilTime, DAY, toCivil } from '../base/civilTime.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import type { Log } from '../base/log.ts';
import { healthOf } from '../health/health.ts';
import type { KnownHistory } from '../health/healthSources.ts';
import type { Health } from '../health/model/health.ts';
import { type KnownRepository, readHealthSources } from '../health/readHealthSources.ts';
import type { HistoryReader } from '../health/readHistory.ts';
import { createIndexReader } from '../health/readIndexHealth.ts';
import { timelinesOf } from '../health/timeline.ts';
import type { TimelinesAnswer } from '../protocol/index.ts';
import { hiddenIn, missingIn, type SetupSnapshot } from '../setup/setupSnapshot.ts';
import type { Follower } from '../watching/follower.ts';
import type { Recorder } from '../watching/recorder.ts';
import type { LiveSetup } from './liveSetup.ts';
import { createLiveStorage, type StorageHost } from './liveStorage.ts';
import { directoriesOf } from './setupWatches.ts';

export interface LiveHealth {
	/** The health now; `undefined` while there is no repository. */
	read(): Promise<Health | undefined>;
	/** See `timelinesOf`; `undefined` while there is no repository. */
	timelines(rows: ReadonlySet<string>, from: CivilTime, to: CivilTime): Promise<TimelinesAnswer | undefined>;
	dispose(): void;
}

export interface HealthHost extends StorageHost {
	readonly historyFile: string;
	readonly follower: Follower;
	readonly history: HistoryReader;
}

/** @param changed called when something besides the snapshot has changed */
export function createLiveHealth(
	setup: LiveSetup,
	host: HealthHost,
	log: Log,
	changed: () => void,
): LiveHealth {
	const { clock, files, follower, history } = host;
	const index = createIndexReader(files);
	const storage = createLiveStorage(host, log, changed);
	const topic = follower.topic(changed);
	let isDisposed = false;
	const historyOf = async (known: KnownRepository, at: number): Promise<KnownHistory> => {
		const mirror = await undefinedIfUnreadable(() => files.realPath(known.repository.mirror));
		return history.read(mirror, at);
	};
	return {
		async read() {
			const known = knownIn(setup.snapshot());
			if (known === undefined) return undefined;
			const at = clock.now();
			const recorder = follower.record();
			const facts = storage.facts(known);
			const given = {
				...(facts !== undefined && { files: facts }),
				at,
				since: at - DAY,
				history: await historyOf(known, at),
				index: await index.read(known, recorder),
			};
			await followHistory(host.historyFile, recorder);
			const { footprint } = recorder;
			if (!isDisposed) topic.cover({ footprint, directories: directoriesOf(footprint) });
			return healthOf(await readHealthSources(known, given, files));
		},
		async timelines(rows, from, to) {
			const known = knownIn(setup.snapshot());
			if (known === undefined) return undefined;
			const { repository, policy } = known;
			const at = clock.now();
			const found = await historyOf(known, at);
			const events = found.kind === 'events' ? found.events : [];
			const bytesOf = storage.facts(known)?.bytesOf;
			return timelinesOf({ repository, policy, now: toCivil(at), events, bytesOf }, rows, from, to);
		},
		dispose() {
			isDisposed = true;
			storage.dispose();
			topic.dispose();
		},
	};
}

/** Other processes record, too. SQLite writes to the second file first. */
async function followHistory(file: string, recorder: Recorder): Promise<void> {
	for (const path of [file, `${file}-wal`]) await undefinedIfUnreadable(() => recorder.status(path));
}

function knownIn(snapshot: SetupSnapshot | undefined): KnownRepository | undefined {
	const { policy, askMapBuild, generation } = snapshot?.setup ?? {};
	const repository = snapshot?.repository;
	if (snapshot === undefined || repository === undefined || policy === undefined) return undefined;
	if (askMapBuild === undefined || generation === undefined) return undefined;
	return {
		repository,
		policy,
		dialect: generation.dialect,
		missing: missingIn(snapshot),
		hidden: hiddenIn(snapshot),
		...(snapshot.farm !== undefined && { farm: snapshot.farm }),
		askMapBuild,
	};
}
