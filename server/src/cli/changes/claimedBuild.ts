/** Chooses the next build and claims it: no two runs begin to build the same subarch. */
import { toCivil } from '../../base/civilTime.ts';
import { directoryOf } from '../../base/posixPath.ts';
import {
	applyChange,
	type ChangeRoot,
	claimPath,
	countOf,
	nextInRotation,
	type Subarch,
	scanSubarch,
} from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import { type AskedBuild, describeBuild, type NextBuildAnswer, tellInProgress } from '../nextBuild.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { complaintOf, openDirectory } from './change.ts';
import { type Claim, claimMark } from './claim.ts';
import { holdMetroLock } from './metroLock.ts';

/** A build that no other run begins until it is released. */
export interface ClaimedBuild {
	readonly next: NextBuildAnswer;
	readonly subarch: Subarch;
	/** Leaves Metro's lock to the Metro that is about to start. Throws `CommandError` if that fails. */
	handOver(): Promise<void>;
	release(): Promise<void>;
}

/** Thrown where somebody else builds what was to be built. */
export class BuildInProgressError extends CommandError {
	constructor(message: string) {
		super(message, 1);
	}
}

/** The group may write new files, as in buildbot.sh. */
export const buildUmask = 0o002;

/**
 * Claims the first subarch of the rotation that no other run builds or has claimed, and reports on standard error which are
 * passed over. `undefined`: there is none. Throws `CommandError` if a claim cannot be made or `map_build` gives no usable answer.
 */
export async function claimNextBuild(
	session: Session,
	isWanted: (subarch: Subarch) => boolean = () => true,
): Promise<ClaimedBuild | undefined> {
	const { repository, policy } = await session.scan();
	const now = toCivil(session.clock.now());
	let subarches = repository.subarches.filter(isWanted);
	for (;;) {
		session.host.signal.throwIfAborted();
		const { turn, inProgress } = nextInRotation(subarches, policy, now);
		if (turn === undefined) {
			tellInProgress(session, inProgress);
			return undefined;
		}
		const { subarch: seen, held } = await claimSubarch(session, turn.subarch);
		subarches = subarches.flatMap((one) => (one === turn.subarch ? (seen ?? []) : one)).filter(isWanted);
		if (held === undefined) continue;
		// Another run may have built it since the scan.
		const again = nextInRotation(subarches, policy, now).turn;
		if (seen === undefined || again?.subarch !== seen) await held.release();
		else {
			tellInProgress(session, inProgress);
			return describeClaimed(session, seen, again.failcount, held);
		}
	}
}

/** Claims the given subarch. Throws `CommandError` as above, and if another run builds it. */
export async function claimBuild(
	session: Session,
	subarch: Subarch,
	asked: AskedBuild = {},
): Promise<ClaimedBuild> {
	const { subarch: seen, held } = await claimSubarch(session, subarch);
	if (seen !== undefined && held !== undefined && seen.lock.kind !== 'live')
		return describeClaimed(session, seen, countOf(seen) ?? 0, held, asked);
	await held?.release();
	throw new BuildInProgressError(`${subarch.path}: a build is in progress there`);
}

async function describeClaimed(
	session: Session,
	subarch: Subarch,
	failcount: number,
	held: Held,
	asked: AskedBuild = {},
): Promise<ClaimedBuild> {
	try {
		return { next: await describeBuild(session, subarch, failcount, 'remove', asked), subarch, ...held };
	} catch (error) {
		await held.release();
		throw error;
	}
}

interface Claimed {
	/** Its state now, apart from our own claim; `undefined` if it is gone. */
	readonly subarch: Subarch | undefined;
	/** `undefined`: another run holds the claim. */
	readonly held: Held | undefined;
}

type Held = Pick<ClaimedBuild, 'handOver' | 'release'>;

async function claimSubarch(session: Session, subarch: Subarch): Promise<Claimed> {
	const { host } = session;
	const path = claimPath(subarch);
	const root = await openControl(session, subarch);
	const claim = await claimMark(host, root, path, 'a build is about to start');
	if (claim.kind === 'failed') throw new CommandError(`${subarch.path} cannot be claimed: ${claim.reason}`);
	const release = async (): Promise<void> => {
		await applyChange(root, { kind: 'remove-file', path, reason: 'the build has ended' });
	};
	try {
		const { dialect } = await session.setup();
		const { subarch: seen } = await scanSubarch(subarch, dialect, scanPorts(host));
		if (claim.kind === 'others') return { subarch: seen && heldBy(seen, claim), held: undefined };
		const metros = await holdMetroLock(session, root, subarch);
		const held = {
			handOver: metros.handOver,
			async release() {
				await metros.release();
				await release();
			},
		};
		return { subarch: seen && { ...seen, lock: metros.lock }, held };
	} catch (error) {
		if (claim.kind === 'taken') await release();
		throw error;
	}
}

/** A claim that another run holds counts as a live lock, unless it has gone meanwhile. */
function heldBy(subarch: Subarch, { mark }: Claim & { readonly kind: 'others' }): Subarch {
	if (subarch.lock.kind === 'live' || mark.kind === 'none') return subarch;
	const reason = mark.kind === 'unknown' ? mark.reason : `${claimPath(subarch)} is being taken over`;
	return { ...subarch, lock: { kind: 'live', holder: { kind: 'unknown', reason } } };
}

/** Opens the `.control` directory of a subarch and creates it if missing. Links to it lead to the same place. */
export async function openControl(session: Session, subarch: Subarch): Promise<ChangeRoot> {
	const control = directoryOf(claimPath(subarch));
	const missing = `${subarch.path} is gone: run the command again`;
	if ((await session.host.files.status(control)) === undefined) {
		const root = await openDirectory(session, subarch.path, missing);
		const reason = 'Metro keeps its lock there';
		const made = await applyChange(root, {
			kind: 'make-directory',
			path: control,
			reason,
			umask: buildUmask,
		});
		const complaint = complaintOf(made);
		if (complaint !== undefined) throw new CommandError(complaint);
	}
	return openDirectory(session, control, missing);
}
