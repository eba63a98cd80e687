/** What shows whether a build still goes on whose process cannot be checked from here: the age of its lock, and what it wrote last. */
import { type FileReader, undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { isUsableTime } from '../../base/usableTime.ts';
import { claimPath, lockPath, type Subarch } from '../model.ts';
import { lastChangeOf } from './lastChange.ts';

/** In milliseconds since the epoch, by the clock of who wrote it; absent: unknown. */
export interface LockSigns {
	/** When the lock, or the claim, was written. */
	readonly since?: number;
	/** When the build in progress wrote something last. */
	readonly changed?: number;
}

/** Directories looked at in parallel. */
const atOnce = 8;

/** True for a lock of another host. */
export function isForeign({ lock }: Pick<Subarch, 'lock'>): boolean {
	return lock.kind === 'live' && lock.holder.kind === 'foreign';
}

export async function lockSignsOf(subarch: Subarch, files: FileReader): Promise<LockSigns> {
	const timeOf = async (path: string): Promise<number | undefined> =>
		(await undefinedIfUnreadable(() => files.status(path)))?.modified;
	const { lock } = subarch;
	const isClaim = lock.kind === 'live' && lock.holder.kind !== 'unknown' && lock.holder.starting === true;
	// Beside a claim, there may be the stale lock of an earlier build.
	const [first, second] = isClaim
		? [claimPath(subarch), lockPath(subarch)]
		: [lockPath(subarch), claimPath(subarch)];
	const since = (await timeOf(first)) ?? (await timeOf(second));
	const changed = subarch.lock.kind === 'live' ? await lastChangeOf(subarch, files) : undefined;
	// What was written before the lock was made is of an earlier build: that of the lock has no directory yet.
	const isOfEarlier = isTime(since) && isTime(changed) && changed < since;
	return { ...(isTime(since) && { since }), ...(isTime(changed) && !isOfEarlier && { changed }) };
}

/** False for what no calendar has, such as the times of a damaged file system. */
function isTime(moment: number | undefined): moment is number {
	return moment !== undefined && isUsableTime(moment);
}

/** The same for all that are locked, by the paths of the subarches. */
export async function readLockSigns(
	subarches: readonly Subarch[],
	files: FileReader,
): Promise<ReadonlyMap<string, LockSigns>> {
	const locked = subarches.filter(({ lock }) => lock.kind !== 'none');
	const signs = await mapParallel(locked, atOnce, (subarch) => lockSignsOf(subarch, files));
	return new Map(locked.map(({ path }, index) => [path, signs[index] ?? {}]));
}

/**
 * `locked 2 h 5 min ago, last change 12 min ago`; empty if nothing is known.
 * @param say a moment in words
 */
export function lockSignsPhrase({ since, changed }: LockSigns, say: (moment: number) => string): string {
	return [
		...(since === undefined ? [] : [`locked ${say(since)}`]),
		...(changed === undefined ? [] : [`last change ${say(changed)}`]),
	].join(', ');
}
