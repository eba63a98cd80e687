/** Records an upload in the history: that it starts, and what came of it. */
import type { HistoryEvent, UploadResult } from '../../../history/event.ts';
import type { UploadableBuild } from '../../../repository/index.ts';
import type { Session } from '../../session.ts';
import type { Master } from './master.ts';
import type { UploadOutcome } from './uploadOutcome.ts';

/** Carries out the work of an upload. Its end is recorded however it ends. */
export async function recordUpload(
	session: Session,
	{ host: name, path }: Master,
	build: UploadableBuild,
	work: () => Promise<UploadOutcome>,
): Promise<UploadOutcome> {
	const { host } = session;
	const scanned = await session.scan();
	const to = `${name}:${path}`;
	const base = { name: build.name, to, bytes: build.bytes };
	const begin = host.timer.elapsed();
	const started = host.timer.now();
	const record = (event: HistoryEvent): Promise<void> =>
		session.history.record(scanned, [
			{ key: [event.kind, build.name, to, started, host.processes.thisRun], seenBy: 'run', event },
		]);
	await record({ kind: 'upload-started', at: started, ...base });
	const ended = (result: UploadResult, reason?: string): Promise<void> =>
		record({
			kind: 'upload-ended',
			at: host.timer.now(),
			...base,
			result,
			duration: Math.round(host.timer.elapsed() - begin),
			...(reason !== undefined && { reason }),
		});
	try {
		const outcome = await work();
		await ended(results[outcome.kind], 'reason' in outcome ? outcome.reason : undefined);
		return outcome;
	} catch (error) {
		await ended('interrupted');
		throw error;
	}
}

const results: Readonly<Record<UploadOutcome['kind'], UploadResult>> = {
	sent: 'succeeded',
	'already-there': 'already-there',
	failed: 'failed',
};
