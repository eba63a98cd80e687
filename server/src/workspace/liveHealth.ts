/** The health of a set-up over time: what is expensive is read once and then followed. */
import { DAY } from '../base/civilTime.ts';
import type { Clock } from '../base/clock.ts';
import { type FileReader, undefinedIfUnreadable } from '../base/fileSystem.ts';
import { healthOf } from '../health/health.ts';
import type { Health } from '../health/model/health.ts';
import { type KnownRepository, readHealthSources } from '../health/readHealthSources.ts';
import type { HistoryReader } from '../health/readHistory.ts';
import { createIndexReader } from '../health/readIndexHealth.ts';
import { hiddenIn, missingIn, type SetupSnapshot } from '../setup/setupSnapshot.ts';
import type { Follower } from '../watching/follower.ts';
import type { LiveSetup } from './liveSetup.ts';
import { directoriesOf } from './setupWatches.ts';

export interface LiveHealth {
	/** The health now; `undefined` while there is no repository. */
	read(): Promise<Health | undefined>;
	dispose(): void;
}

export interface HealthHost {
	readonly clock: Clock;
	readonly files: FileReader;
	readonly follower: Follower;
	readonly history: HistoryReader;
}

/** @param changed called when something besides the snapshot has changed */
export function createLiveHealth(setup: LiveSetup, host: HealthHost, changed: () => void): LiveHealth {
	const { clock, files, follower, history } = host;
	const index = createIndexReader(files);
	const topic = follower.topic(changed);
	let isDisposed = false;
	return {
		async read() {
			const known = knownIn(setup.snapshot());
			if (known === undefined) return undefined;
			const at = clock.now();
			const recorder = follower.record();
			const mirror = await undefinedIfUnreadable(() => files.realPath(known.repository.mirror));
			const given = {
				at,
				since: at - DAY,
				history: await history.read(mirror, at),
				index: await index.read(known, recorder),
			};
			const { footprint } = recorder;
			if (!isDisposed) topic.cover({ footprint, directories: directoriesOf(footprint) });
			return healthOf(await readHealthSources(known, given, files));
		},
		dispose() {
			isDisposed = true;
			topic.dispose();
		},
	};
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
		askMapBuild,
	};
}
