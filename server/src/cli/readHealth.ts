/** Reads the health of a call's repository. Changes nothing. */
import { healthOf } from '../health/health.ts';
import type { Health } from '../health/model/health.ts';
import { readHealthSources } from '../health/readHealthSources.ts';
import { createIndexReader } from '../health/readIndexHealth.ts';
import { readAbsent } from './missing.ts';
import type { Session } from './session.ts';

/** @param since the moment from which transitions count, in milliseconds since the epoch */
export async function readHealth(session: Session, since: number): Promise<Health> {
	const { host, clock, history } = session;
	const scanned = await session.scan();
	const at = clock.now();
	const known = { ...scanned, ...(await readAbsent(session)) };
	const given = {
		at,
		since,
		history: await history.look(scanned, at),
		index: await createIndexReader(host.files).read(known, host.files),
	};
	return healthOf(await readHealthSources(known, given, host.files));
}
