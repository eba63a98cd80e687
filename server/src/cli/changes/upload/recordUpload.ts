/** Records an upload in the history: that it starts, and what came of it. */
import type { HistoryEvent, UploadResult } from '../../../history/event.ts';
import type { UploadableBuild } from '../../../repository/index.ts';
import type { Scanned, Session } from '../../session.ts';
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

/** What the history has of uploads to a master, by the names of builds. */
export interface RecordedUploads {
	/** When those were uploaded last, in milliseconds since the epoch. */
	readonly uploaded: ReadonlyMap<string, number>;
	/** Why those whose last upload failed are not there. */
	readonly failed: ReadonlyMap<string, string | undefined>;
}

/** The uploads that the history has of the last months; none without a history. Only reads. */
export async function recordedUploads(
	session: Session,
	scanned: Scanned,
	{ host, path }: Master,
): Promise<RecordedUploads> {
	const uploaded = new Map<string, number>();
	const failed = new Map<string, string | undefined>();
	const known = await session.history.look(scanned, session.host.timer.now());
	for (const event of known.kind === 'off' ? [] : known.events) {
		if (event.kind !== 'upload-ended' || event.to !== `${host}:${path}`) continue;
		failed.delete(event.name);
		if (event.result === 'failed') failed.set(event.name, event.reason);
		if (event.result === 'succeeded' || event.result === 'already-there') uploaded.set(event.name, event.at);
	}
	return { uploaded, failed };
}

/** Records that builds which were never uploaded could not be sent, unless just that was recorded last. */
export async function recordUnsent(
	session: Session,
	{ host: name, path }: Master,
	builds: readonly UploadableBuild[],
	{ uploaded, failed }: RecordedUploads,
	reason: string,
): Promise<void> {
	const at = session.host.timer.now();
	const to = `${name}:${path}`;
	const news = builds.filter((build) => !uploaded.has(build.name) && failed.get(build.name) !== reason);
	await session.history.record(
		await session.scan(),
		news.map(({ name: build, bytes }) => ({
			key: ['upload-ended', build, to, at, session.host.processes.thisRun],
			seenBy: 'run',
			event: { kind: 'upload-ended', at, name: build, to, result: 'failed', bytes, duration: 0, reason },
		})),
	);
}

const results: Readonly<Record<UploadOutcome['kind'], UploadResult>> = {
	sent: 'succeeded',
	'already-there': 'already-there',
	failed: 'failed',
};
