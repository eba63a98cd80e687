/** Why nothing is due now: the reason, with the numbers behind it. */

import { type CivilTime, formatMinute } from '../../base/civilTime.ts';
import { withCount } from '../../base/phrases.ts';
import type { Repository } from '../model.ts';
import { type RepositoryPolicy, subarchesBuiltHere } from '../policy.ts';
import type { MissingSubarch } from './missing.ts';
import { type RotationStatus, rotationStatuses } from './rotationStatus.ts';

export type IdleReason =
	/** `.buildbot` names nothing that is built here. */
	| 'nothing-local'
	/** None of what is built here has a directory yet. */
	| 'no-directories'
	/** Every subarch in the rotation has a fresh build. */
	| 'nothing-stale'
	| 'all-in-progress'
	| 'all-out-of-rotation'
	/** What is built here was never built, and this Metro offers no such subarch (2024). */
	| 'first-builds-needed'
	/** It is unknown whether something is due, because files cannot be read. */
	| 'unreadable'
	/** Some are in progress, others out of rotation or unreadable. */
	| 'mixed';

export interface Idle {
	readonly reason: IdleReason;
	readonly inProgress: number;
	readonly outOfRotation: number;
	readonly unreadable: number;
	/** Never built, and not offered by this Metro. */
	readonly unbuilt: number;
	/** In rotation, with a fresh build. */
	readonly fresh: number;
	/** Named to be built here, without a directory. */
	readonly missing: number;
	/** Built on other servers. */
	readonly remote: number;
	/** When the first of the fresh ones becomes due. */
	readonly nextDue: CivilTime | undefined;
	/** Of `nothing-local`: why, as a sentence. */
	readonly nothing?: string;
}

/** Why the rotation has nothing to build at `now`; `undefined` if it has something. */
export function idleRotation(
	repository: Repository,
	policy: RepositoryPolicy,
	missing: readonly MissingSubarch[],
	now: CivilTime,
): Idle | undefined {
	const local = repository.subarches.filter((subarch) => subarch.local);
	const found = [...rotationStatuses(local, policy, now).values()];
	if (found.some(({ kind }) => kind === 'due')) return undefined;
	const count = (kind: RotationStatus['kind']): number =>
		found.filter((status) => status.kind === kind).length;
	const dates = found.flatMap((status) => (status.kind === 'waiting' ? [status.from] : []));
	const idle: Omit<Idle, 'reason'> = {
		inProgress: count('in-progress'),
		outOfRotation: count('out-of-rotation'),
		unreadable: count('unreadable') + unreadableDirectories(repository),
		unbuilt: count('needs-first-build'),
		fresh: dates.length,
		missing: missing.length,
		remote: repository.subarches.length - local.length,
		nextDue: dates.length === 0 ? undefined : dates.reduce((first, date) => Math.min(first, date)),
	};
	const nothing = nothingBuiltHere(policy);
	const reason = reasonOf(idle, local.length, nothing !== undefined);
	return { ...idle, reason, ...(reason === 'nothing-local' && nothing !== undefined && { nothing }) };
}

/** Unreadable directories above the subarches; their contents are unknown. */
function unreadableDirectories({ troubles, subarches }: Repository): number {
	const inSubarches = (path: string): boolean =>
		subarches.some((subarch) => path === subarch.path || path.startsWith(`${subarch.path}/`));
	return troubles.filter(({ code, path }) => code === 'unreadable-directory' && !inSubarches(path)).length;
}

/** Why `.buildbot` names nothing that is built here, as a sentence; `undefined` if it names something. */
function nothingBuiltHere(policy: RepositoryPolicy): string | undefined {
	const { share, builds } = policy;
	const lists = (
		['builds', 'arches', ...(share === undefined ? ['subarches' as const] : [])] as const
	).filter((list) => policy[list].length === 0);
	const [first, ...others] = lists;
	if (first !== undefined)
		return others.length === 0
			? `Nothing is built here: in .buildbot, ${first} is empty.`
			: `Nothing is built here: in .buildbot, ${lists.join(' and ')} are empty.`;
	if (share === undefined || builds.some((build) => subarchesBuiltHere(policy, build).length > 0))
		return undefined;
	return share.unknown === undefined
		? `Nothing is built here: get_subarches names no subarch for ${share.host}.`
		: `What is built here is unknown: ${share.unknown}.`;
}

function reasonOf(idle: Omit<Idle, 'reason'>, local: number, isNothingNamed: boolean): IdleReason {
	const { inProgress, outOfRotation, unreadable, unbuilt, fresh } = idle;
	if (local === 0 && unreadable === 0) return isNothingNamed ? 'nothing-local' : 'no-directories';
	if (fresh > 0) return 'nothing-stale';
	if (unbuilt > 0) return inProgress + outOfRotation + unreadable === 0 ? 'first-builds-needed' : 'mixed';
	if (inProgress > 0 && outOfRotation + unreadable === 0) return 'all-in-progress';
	if (outOfRotation > 0 && inProgress + unreadable === 0) return 'all-out-of-rotation';
	return unreadable > 0 && inProgress + outOfRotation === 0 ? 'unreadable' : 'mixed';
}

/** The reason in one or two sentences, with what else keeps builds waiting. */
export function idlePhrase(idle: Idle): string {
	const { inProgress, outOfRotation, unreadable, unbuilt, fresh, missing, remote, nextDue } = idle;
	const due = nextDue === undefined ? '' : `; the next one is due on ${formatMinute(nextDue)}`;
	const notes = [
		...(inProgress > 0 ? [`${inProgress} in progress`] : []),
		...(outOfRotation > 0 ? [`${outOfRotation} out of rotation`] : []),
		...(unreadable > 0 ? [`${unreadable} unreadable`] : []),
		...(unbuilt > 0 ? [`${unbuilt} never built`] : []),
	];
	const others = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
	const waiting =
		missing === 0 ? '' : ` ${withCount(missing, 'subarch has', 'subarches have')} no directory yet.`;
	const elsewhere =
		remote === 0
			? ''
			: ` ${remote === 1 ? 'The 1 subarch in the repository is built on another server.' : `All ${remote} subarches in the repository are built on other servers.`}`;
	switch (idle.reason) {
		case 'nothing-local':
			return `${idle.nothing ?? 'Nothing is built here.'}${elsewhere}`;
		case 'no-directories':
			return `Nothing to build yet: no subarch that is built here has a directory. Metro builds a subarch once its directory exists.${elsewhere}`;
		case 'nothing-stale':
			return `Nothing to build now: ${fresh === 1 ? 'the 1 subarch in rotation is fresh' : `all ${fresh} subarches in rotation are fresh`}${due}${others}.${waiting}`;
		case 'all-in-progress':
			return `Nothing to build now: ${inProgress === 1 ? 'the only subarch is' : `all ${inProgress} subarches are`} being built.${waiting}`;
		case 'all-out-of-rotation':
			return outOfRotation === 1
				? `Nothing to build: the only subarch has failed too often and left the rotation; zap its failcount to try again.${waiting}`
				: `Nothing to build: all ${outOfRotation} subarches have failed too often and left the rotation; zap their failcounts to try again.${waiting}`;
		case 'first-builds-needed':
			return `Nothing to build now: ${unbuilt === 1 ? 'the only subarch was' : `all ${unbuilt} subarches were`} never built, and this Metro offers only what was built before. Make a first build with "buildrepo buildbot --only PATH".${waiting}`;
		case 'unreadable':
			return `It is unknown whether anything is due: ${unreadable === 1 ? 'a failcount, lock or directory' : `${unreadable} failcounts, locks or directories`} cannot be read.${waiting}`;
		case 'mixed':
			return `Nothing to build now${others}.${waiting}`;
	}
}
