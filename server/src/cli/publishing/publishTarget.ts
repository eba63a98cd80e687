/** Publishes to one target: each part of the plan only once those before it have arrived, so that an index names nothing that is missing. */
import type { SentPart } from '../../protocol/events.ts';
import { type PublishPlan, planUnpublish, type Unpublished } from '../../repository/index.ts';
import type { PublishTarget } from '../../setup/configuration/publishSettings.ts';
import type { ListedFile } from '../../transfer/rsync.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { mirrorMark } from './mirrorClaim.ts';
import { rcloneTransport } from './rcloneTransport.ts';
import { rsyncTransport } from './rsyncTransport.ts';
import type { Staging } from './staging.ts';
import { whyBadTarget } from './targets.ts';
import type { SendOutcome, SendRequest, Transport } from './transport.ts';

/** What a run has done at one target, or, with `pretend`, would do. */
export interface TargetOutcome {
	readonly files: number;
	readonly bytes: number;
	/** What was sent of each part, in their order. */
	readonly parts: readonly SentPart[];
	/** The names of what was removed. */
	readonly removes: readonly string[];
	/** What stays at the target though the mirror has it no more. */
	readonly kept: readonly Unpublished[];
	/** Why it failed: the end of a sentence that begins with the target. What was sent before stays. */
	readonly reason?: string;
}

export interface Publishing {
	readonly session: Session;
	readonly plan: PublishPlan;
	/** Its real path. */
	readonly mirror: string;
	readonly staging: Staging;
	readonly pretend: boolean;
	/** This run's mark lies at the top of the mirror: who sees it at a target sees the mirror itself. */
	readonly isMarked: boolean;
	/** Told of the part that begins, and of how much of it is done. */
	readonly onProgress: (part: Part, percent: number) => void;
}

/** The parts of a publication, in their order. */
export type Part = SentPart['part'] | 'removals';

/** Publishes to one target. Rejects with `AbortError`, or with `FileError` for the directory of the staging. */
export async function publishTarget(work: Publishing, target: PublishTarget): Promise<TargetOutcome> {
	const { session, mirror, staging } = work;
	const done = { files: 0, bytes: 0, parts: [], removes: [], kept: [] };
	const bad = await whyBadTarget(session, target, mirror);
	if (bad !== undefined) return { ...done, reason: bad };
	const transport =
		target.program === 'rsync'
			? rsyncTransport(session.host, target, staging.empty)
			: rcloneTransport(session.host, target);
	const probe = await transport.probe();
	if ('reason' in probe) return { ...done, reason: probe.reason };
	if (work.isMarked && probe.names.split(/[\s/]/).includes(mirrorMark))
		return { ...done, reason: 'it is the mirror itself: publish to another directory' };
	const sent = await sendAll(work, target, transport);
	if (sent.reason !== undefined || !target.remove) return { ...done, ...sent };
	return { ...sent, ...(await removeGone(work, transport)) };
}

type Sent = Pick<TargetOutcome, 'files' | 'bytes' | 'parts' | 'reason'>;

/** Sends all parts, or with `pretend` asks the program what it would send: so both have the same numbers. */
async function sendAll(work: Publishing, target: PublishTarget, transport: Transport): Promise<Sent> {
	const { plan, mirror, staging, session, pretend } = work;
	const followed = target.links === 'copy' ? mirror : undefined;
	const links = target.links === 'skip' ? [] : plan.links.filter((link) => !(followed && link.toDirectory));
	const requests: readonly (readonly [SentPart['part'], Omit<SendRequest, 'onPercent' | 'pretend'>])[] = [
		['files', { what: 'files', from: mirror, names: namesOf(plan.files) }],
		['hash files', { what: 'files', from: mirror, names: namesOf(plan.companions) }],
		['links', { what: 'links', from: await staging.links(followed), names: namesOf(links) }],
		['indexes', { what: 'files', from: mirror, names: namesOf(plan.pages) }],
		['indexes', { what: 'indexes', from: staging.indexes, names: namesOf(plan.indexes) }],
	];
	const parts: SentPart[] = [];
	const sent = (reason?: string): Sent => ({
		files: parts.reduce((sum, { files }) => sum + files, 0),
		bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
		parts,
		...(reason !== undefined && { reason }),
	});
	for (const [part, request] of requests) {
		session.host.signal.throwIfAborted();
		// rclone passes over files that are gone; an index must not name them.
		if (request.what === 'indexes' && target.program === 'rclone' && !pretend) {
			const missing = await whyMissing(plan, await transport.list());
			if (missing !== undefined) return sent(missing);
		}
		if (request.names.length === 0) continue;
		work.onProgress(part, 0);
		const outcome = await transport.send({
			...request,
			pretend,
			onPercent: (percent) => work.onProgress(part, percent),
		});
		session.host.signal.throwIfAborted();
		if (outcome.files > 0) parts.push(partOf(part, outcome));
		if (outcome.reason !== undefined) return sent(outcome.reason);
	}
	return sent();
}

function partOf(part: SentPart['part'], { files, bytes, named }: SendOutcome): SentPart {
	return { part, files, bytes, names: named.map(({ name, size }) => ({ name, bytes: size ?? null })) };
}

function namesOf(list: readonly { readonly name: string }[]): readonly string[] {
	return list.map(({ name }) => name);
}

/** Whether a file that the plan has is not there, or is another one, by its size. */
async function whyMissing(
	{ files, companions }: PublishPlan,
	listed: readonly ListedFile[] | { readonly reason: string },
): Promise<string | undefined> {
	if ('reason' in listed) return listed.reason;
	const sizes = new Map(listed.map(({ name, size }) => [name, size]));
	const missing = [...files, ...companions].find(({ name, size }) => {
		const there = sizes.get(name);
		return !sizes.has(name) || (there !== undefined && there !== size);
	});
	return (
		missing &&
		`${missing.name} did not arrive; the mirror changes, or another run publishes there: run the command again`
	);
}

async function removeGone(
	work: Publishing,
	transport: Transport,
): Promise<Pick<TargetOutcome, 'removes' | 'kept' | 'reason'>> {
	const { session, plan, pretend } = work;
	const { repository } = await session.scan();
	work.onProgress('removals', 0);
	const listed = await transport.list();
	if ('reason' in listed) return { removes: [], kept: [], reason: listed.reason };
	const { files, directories, kept } = await planUnpublish(listed, plan, repository, scanPorts(session.host));
	session.host.signal.throwIfAborted();
	const reason = pretend ? undefined : await transport.remove(files, directories);
	return { removes: reason === undefined ? files : [], kept, ...(reason !== undefined && { reason }) };
}
