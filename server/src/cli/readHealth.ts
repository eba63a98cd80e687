/** Reads the health of a call's repository. Changes nothing. */
import { toCivil } from '../base/civilTime.ts';
import { healthOf } from '../health/health.ts';
import type { Health } from '../health/model/health.ts';
import { readHealthSources } from '../health/readHealthSources.ts';
import { createIndexReader } from '../health/readIndexHealth.ts';
import { createStorageReader } from '../health/survey/storageFacts.ts';
import { readFarm } from './farm.ts';
import { readAbsent } from './missing.ts';
import { scanPorts } from './ports.ts';
import type { Session } from './session.ts';

/** Directories measured at a time. */
const atOnce = 8;

/** @param since the moment from which transitions count, in milliseconds since the epoch */
export async function readHealth(session: Session, since: number): Promise<Health> {
	const { host, clock, history } = session;
	const scanned = await session.scan();
	const at = clock.now();
	const recorded = await history.look(scanned, at);
	const farm = await readFarm(session, [], recorded.kind === 'events' ? recorded.events : []);
	const known = { ...scanned, farm, ...(await readAbsent(session)) };
	const reader = createStorageReader({ ...scanPorts(host), files: host.files, signal: host.signal }, atOnce);
	const files = await reader.read(scanned, toCivil(at));
	const given = {
		at,
		since,
		history: recorded,
		...(files !== undefined && { files }),
		index: await createIndexReader(host.files).read(known, host.files),
	};
	return healthOf(await readHealthSources(known, given, host.files));
}
