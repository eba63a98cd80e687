/** Reads the health of a call's repository. Changes nothing. */
import { healthOf } from '../health/health.ts';
import type { Health } from '../health/model/health.ts';
import { readHealthSources } from '../health/readHealthSources.ts';
import { createIndexReader } from '../health/readIndexHealth.ts';
import { storageUse } from '../health/survey/storageUse.ts';
import { surveyFiles } from '../health/survey/surveyFiles.ts';
import { planItems, planRemovals } from './changes/removalPlan.ts';
import { readAbsent } from './missing.ts';
import type { Session } from './session.ts';

/** @param since the moment from which transitions count, in milliseconds since the epoch */
export async function readHealth(session: Session, since: number): Promise<Health> {
	const { host, clock, history } = session;
	const scanned = await session.scan();
	const at = clock.now();
	const known = { ...scanned, ...(await readAbsent(session)) };
	const { mirror } = scanned.repository;
	const survey = await surveyFiles(mirror, host.files, host.signal);
	const plan = await planItems(host, await planRemovals(session));
	const freed = plan.flatMap(({ action, path, bytes }) =>
		action === 'remove' ? [{ name: path.slice(mirror.length + 1), bytes: bytes ?? 0 }] : [],
	);
	const given = {
		at,
		since,
		history: await history.look(scanned, at),
		storage: storageUse(survey, freed, undefined),
		coverage: survey.coverage,
		index: await createIndexReader(host.files).read(known, host.files),
	};
	return healthOf(await readHealthSources(known, given, host.files));
}
