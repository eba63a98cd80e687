/** Finds the next build as Metro's `nextbuild` does. `nextbuild` prints it and `buildbot` builds it. */
import { formatDay, toCivil } from '../base/civilTime.ts';
import {
	lockPath,
	mapBuildArguments,
	nextInRotation,
	type Subarch,
	type Turn,
	whyUnknown,
} from '../repository/index.ts';
import { change } from './changes/change.ts';
import { CommandError } from './commandError.ts';
import { printNote } from './output/stderr.ts';
import type { Session } from './session.ts';
import { requireShare } from './share.ts';

/** The next build with everything that Metro is given for it. */
export interface NextBuildAnswer {
	readonly build: string;
	readonly arch_desc: string;
	readonly subarch: string;
	/** Day of the last full build as Metro writes it: `None` if there is none. */
	readonly fulldate: string;
	/** Today. */
	readonly nextdate: string;
	readonly failcount: number;
	/** What `map_build` asks for. */
	readonly target: string;
	readonly extras: readonly string[];
}

/** What the user wants to be built in place of what `map_build` asks for. */
export interface AskedBuild {
	readonly target?: string;
	readonly extras?: readonly string[];
}

/** What to do with the lock of a build whose process is gone. Metro removes it when it names the build. */
export type StaleLock = 'remove' | 'keep';

/**
 * Goes through the rotation and reports builds in progress on standard error. `undefined`: nothing is due. Throws
 * `CommandError` if `map_build` gives no usable answer.
 */
export async function findNextBuild(
	session: Session,
	staleLock: StaleLock,
): Promise<NextBuildAnswer | undefined> {
	requireShare((await session.setup()).policy);
	const { repository, policy } = await session.scan();
	const { turn, inProgress } = nextInRotation(repository.subarches, policy, toCivil(session.clock.now()));
	tellInProgress(session, inProgress);
	return turn === undefined ? undefined : describeBuild(session, turn.subarch, turn.failcount, staleLock);
}

/** Reports on standard error the builds that are skipped because they are in progress. */
export function tellInProgress(session: Session, inProgress: readonly Turn[]): void {
	for (const { subarch } of inProgress) {
		const isUnknown = whyUnknown(subarch) !== undefined;
		printNote(
			session.host,
			isUnknown
				? `Build at ${subarch.path} may be in progress, skipping...`
				: `Build at ${subarch.path} in progress, skipping...`,
		);
	}
}

/** Describes a build of the given subarch now. Throws `CommandError` as above. */
export async function describeBuild(
	session: Session,
	subarch: Subarch,
	failcount: number,
	staleLock: StaleLock,
	asked: AskedBuild = {},
): Promise<NextBuildAnswer> {
	const { askMapBuild } = await session.setup();
	const last = mapBuildArguments(subarch);
	const answer = await askMapBuild(last);
	// Who names a target does without map_build.
	const said = answer.kind === 'unusable' && asked.target !== undefined ? { target: '', extras: [] } : answer;
	if ('reason' in said) throw new CommandError(said.reason);
	if (subarch.lock.kind === 'stale' && staleLock === 'remove')
		await removeStaleLock(session, subarch, subarch.lock.pid);
	return {
		build: subarch.build,
		arch_desc: subarch.arch,
		subarch: subarch.subarch,
		fulldate: last.fullDate ?? 'None',
		nextdate: formatDay(toCivil(session.clock.now())),
		failcount,
		target: asked.target ?? said.target,
		extras: asked.extras ?? said.extras,
	};
}

/** Like Metro, silent if the lock held no process id. */
async function removeStaleLock(session: Session, subarch: Subarch, pid: number | undefined): Promise<void> {
	const path = lockPath(subarch);
	if (pid !== undefined) printNote(session.host, `Removing stale lock file: ${path}`);
	await change(session, { kind: 'remove-file', path, reason: 'its process is gone', unlessLocked: path });
}
