/** Publishes to targets, one after the other: plans once, records what came of it, and reports it. */
import { FileError } from '../../base/fileSystem.ts';
import type { HistoryEntry } from '../../history/event.ts';
import type { PublishedTarget } from '../../protocol/events.ts';
import { type HeldIndex, type PublishPlan, planPublish } from '../../repository/index.ts';
import type { PublishTarget } from '../../setup/configuration/publishSettings.ts';
import { shownPlace } from '../../transfer/place.ts';
import { openMirror } from '../changes/change.ts';
import { mirrorNames } from '../changes/steadyHash.ts';
import { recallWrong } from '../changes/verifiedBefore.ts';
import { CommandError } from '../commandError.ts';
import { partProgress } from '../output/progress.ts';
import { printNote } from '../output/stderr.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { claimMirror } from './mirrorClaim.ts';
import { publishTarget, type TargetOutcome } from './publishTarget.ts';
import { stage } from './staging.ts';

export interface Publication {
	readonly targets: readonly PublishedTarget[];
	/** False if part of the mirror could not be read, or an index.xml of this generation names what is not published. */
	readonly isWhole: boolean;
}

/** More than anyone reads. */
const mostNames = 100;

/**
 * Publishes what is finished now. Throws `CommandError` if there is nothing finished, or another run is at work.
 * @param pretend only compares
 */
export async function publishAll(
	session: Session,
	targets: readonly PublishTarget[],
	pretend: boolean,
): Promise<Publication> {
	const { host } = session;
	const scanned = await session.scan();
	const { repository } = scanned;
	const root = await openMirror(session);
	if (repository.subarches.every(({ latest }) => latest === undefined))
		throw new CommandError(
			`nothing was published: ${repository.mirror} holds no complete build. Is it mounted?`,
			1,
		);
	const claim = pretend ? undefined : await claimMirror(host, root);
	try {
		const asOf = host.timer.now();
		const plainNames = targets.some(({ program }) => program === 'rclone');
		const plan = await planPublish(
			scanned,
			await mirrorNames(host, scanned.mirror),
			{ ...scanPorts(host), isKnownWrong: await recallWrong(host, scanned.mirror) },
			plainNames,
		);
		for (const { message } of plan.troubles) printNote(host, message);
		const staging = await stage(host, plan);
		const bar = partProgress(host);
		const published: PublishedTarget[] = [];
		try {
			for (const target of targets) {
				const outcome = await publishTarget(
					{
						session,
						plan,
						mirror: root.real,
						staging,
						pretend,
						isMarked: claim?.isShared === true,
						onProgress: bar.tell,
					},
					target,
				);
				bar.clear();
				const told = reportOf(target, plan, outcome, pretend);
				published.push(told);
				host.report?.({ event: 'published', target: told });
				if (!pretend) await session.history.record(scanned, [entryOf(session, target, plan, outcome, asOf)]);
			}
		} finally {
			await staging.remove();
		}
		return {
			targets: published,
			isWhole: plan.troubles.length === 0 && plan.held.every(({ isExpected }) => !isExpected),
		};
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		throw new CommandError(`nothing more was published: ${error.message}`, 1);
	} finally {
		await claim?.release();
	}
}

function reportOf(
	{ name, place, program }: PublishTarget,
	plan: PublishPlan,
	{ files, bytes, parts, removes, kept, reason }: TargetOutcome,
	pretend: boolean,
): PublishedTarget {
	return {
		name,
		place: shownPlace(place),
		program,
		state: reason !== undefined ? 'failed' : pretend ? 'planned' : 'published',
		files,
		bytes,
		parts,
		removed: removes.length,
		removes: removes.slice(0, mostNames),
		leftOut: plan.leftOut.slice(0, mostNames),
		held: plan.held.slice(0, mostNames).map(heldJson),
		kept: kept.slice(0, mostNames),
		reason: reason ?? null,
	};
}

function heldJson({
	name,
	reason,
	cause,
	isExpected,
	isOutdated,
}: HeldIndex): PublishedTarget['held'][number] {
	return {
		name,
		reason,
		cause: cause ?? null,
		remedy: isExpected ? (isOutdated ? 'write' : 'wait') : 'remove',
	};
}

function entryOf(
	{ host }: Session,
	{ name }: PublishTarget,
	{ leftOut }: PublishPlan,
	{ files, bytes, removes, reason }: TargetOutcome,
	asOf: number,
): HistoryEntry {
	const at = host.timer.now();
	return {
		key: ['published', name, at, host.processes.thisRun],
		seenBy: 'run',
		event: {
			kind: 'published',
			at,
			name: '',
			target: name,
			result: reason === undefined ? 'published' : 'failed',
			asOf,
			files,
			bytes,
			removed: removes.length,
			leftOut: leftOut.slice(0, mostNames).map((one) => one.name),
			...(reason !== undefined && { reason }),
		},
	};
}
