/** Whether a subarch, and which of its builds, is being built now. */
import type { DatedBuild, Subarch } from '../model.ts';

/** True if a build is known to be in progress. */
export function isRunning({ lock }: Pick<Subarch, 'lock'>): boolean {
	return lock.kind === 'live' && lock.holder.kind !== 'unknown';
}

/** True for what the build in progress works on: the most recent one of the subarch, as long as it is not complete. */
export function isBeingBuilt(subarch: Subarch, build: DatedBuild): boolean {
	return (
		build.state !== 'complete' && isRunning(subarch) && subarch.builds.every(({ date }) => date <= build.date)
	);
}
