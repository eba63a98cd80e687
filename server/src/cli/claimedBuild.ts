/** Choosing the next build and claiming it at once: of several runs, no two begin to build the same subarch. */
import { checkCancelled } from '../base/cancel.ts';
import { toCivil } from '../base/civilTime.ts';
import { directoryOf } from '../base/posixPath.ts';
import {
	applyChange,
	type ChangeRoot,
	claimPath,
	countOf,
	lockPath,
	nextInRotation,
	readLock,
	type Subarch,
	scanSubarch,
} from '../repository/index.ts';
import { complaintOf, openDirectory } from './change.ts';
import { type Claim, claimMark } from './claim.ts';
import { CommandError } from './commandError.ts';
import { describeBuild, type NextBuildAnswer, tellInProgress } from './nextBuild.ts';
import { scanPorts } from './ports.ts';
import type { Session } from './session.ts';

/** A build that nobody else begins until it is released. */
export interface ClaimedBuild {
	readonly next: NextBuildAnswer;
	readonly subarch: Subarch;
	release(): Promise<void>;
}

/** New files may be written by the group, as buildbot.sh has it. */
export const buildUmask = 0o002;

/**
 * Claims the first subarch of the rotation that nobody else builds or has claimed, and says on standard error which are
 * passed over. `undefined`: there is none. Throws `CommandError` if a claim cannot be made or `map_build` gives nothing to go by.
 */
export async function claimNextBuild(session: Session): Promise<ClaimedBuild | undefined> {
	const { repository, policy } = await session.scan();
	const now = toCivil(session.clock.now());
	let subarches = repository.subarches;
	for (;;) {
		checkCancelled(session.host.signal);
		const { turn, inProgress } = nextInRotation(subarches, policy, now);
		if (turn === undefined) {
			tellInProgress(session, inProgress);
			return undefined;
		}
		const { subarch: seen, release } = await claimSubarch(session, turn.subarch);
		subarches = subarches.flatMap((one) => (one === turn.subarch ? (seen ?? []) : one));
		if (release === undefined) continue;
		// Another run may have built it since it was looked at.
		const again = nextInRotation(subarches, policy, now).turn;
		if (seen === undefined || again?.subarch !== seen) await release();
		else {
			tellInProgress(session, inProgress);
			return describeClaimed(session, seen, again.failcount, release);
		}
	}
}

/** Claims that subarch. Throws `CommandError` as above, and if somebody else builds it. */
export async function claimBuild(session: Session, subarch: Subarch): Promise<ClaimedBuild> {
	const { subarch: seen, release } = await claimSubarch(session, subarch);
	if (seen !== undefined && release !== undefined && seen.lock.kind !== 'live')
		return describeClaimed(session, seen, countOf(seen) ?? 0, release);
	await release?.();
	throw new CommandError(`${subarch.path}: a build is in progress there`, 1);
}

async function describeClaimed(
	session: Session,
	subarch: Subarch,
	failcount: number,
	release: () => Promise<void>,
): Promise<ClaimedBuild> {
	try {
		return { next: await describeBuild(session, subarch, failcount, 'remove'), subarch, release };
	} catch (error) {
		await release();
		throw error;
	}
}

interface Claimed {
	/** What it looks like now, but for our own claim; `undefined` if it is gone. */
	readonly subarch: Subarch | undefined;
	/** `undefined`: somebody else's claim holds. */
	readonly release: (() => Promise<void>) | undefined;
}

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
		if (claim.kind === 'others') return { subarch: seen && heldBy(seen, claim), release: undefined };
		const lock = await readLock(lockPath(subarch), scanPorts(host));
		return { subarch: seen && { ...seen, lock }, release };
	} catch (error) {
		if (claim.kind === 'taken') await release();
		throw error;
	}
}

/** A claim that could not be had counts as held, whatever it looks like, unless it has gone meanwhile. */
function heldBy(subarch: Subarch, { mark }: Claim & { readonly kind: 'others' }): Subarch {
	if (subarch.lock.kind === 'live' || mark.kind === 'none') return subarch;
	const reason = mark.kind === 'unknown' ? mark.reason : `${claimPath(subarch)} is being taken over`;
	return { ...subarch, lock: { kind: 'live', holder: { kind: 'unknown', reason } } };
}

/** The directory `.control` of a subarch, made where there is none yet; wherever links lead to it, it is one place. */
async function openControl(session: Session, subarch: Subarch): Promise<ChangeRoot> {
	const control = directoryOf(claimPath(subarch));
	const missing = `${subarch.path} is gone: call again`;
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
