/** Whether a subarch, and which of its builds, is being built now. */
import { civilDay, DAY, toCivil } from '../../base/civilTime.ts';
import { FileError, type FileReader } from '../../base/fileSystem.ts';
import type { BuildInProgress, DatedBuild, Subarch } from '../model.ts';
import { hasWorkedOn } from './runSigns.ts';

/** True if a build is known to be in progress. */
export function isRunning({ lock }: Pick<Subarch, 'lock'>): boolean {
	return lock.kind === 'live' && lock.holder.kind !== 'unknown';
}

/** Whether the run that holds the lock works on a build. */
export function isBeingBuilt(
	subarch: Pick<Subarch, 'lock' | 'inProgress'>,
	{ name }: Pick<DatedBuild, 'name'>,
): 'yes' | 'no' | 'unknown' {
	const { lock, inProgress } = subarch;
	if (lock.kind !== 'live' || inProgress === undefined) return 'no';
	if (inProgress.kind === 'unknown') return inProgress.names.includes(name) ? 'unknown' : 'no';
	if (inProgress.name !== name) return 'no';
	return isRunning(subarch) ? 'yes' : 'unknown';
}

/**
 * Finds the build that a run works on. Never rejects with `FileError`: what cannot be read is unknown.
 * @param lock the path of the lock, or of the claim, that holds
 */
export async function findInProgress(
	lock: string,
	builds: readonly DatedBuild[],
	files: FileReader,
): Promise<BuildInProgress> {
	const since = await timeOf(lock, files);
	const worked: string[] = [];
	const perhaps: string[] = [];
	for (const build of builds) {
		if (build.linked) continue;
		const has = since === undefined ? undefined : await hasWorkedIfReadable(build.path, since, files);
		if (has === true) worked.push(build.name);
		else if (has === undefined || mayBeOf(build, since)) perhaps.push(build.name);
	}
	const [only] = worked;
	if (only !== undefined && worked.length === 1) return { kind: 'build', name: only };
	return { kind: 'unknown', names: only === undefined ? perhaps : worked };
}

/** The time of a lock in milliseconds since the epoch. That of something else than a file, such as a pipe, is not that of a run. */
async function timeOf(lock: string, files: FileReader): Promise<number | undefined> {
	try {
		const status = await files.status(lock);
		return status?.kind === 'file' ? status.modified : undefined;
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return undefined;
	}
}

async function hasWorkedIfReadable(
	build: string,
	since: number,
	files: FileReader,
): Promise<boolean | undefined> {
	try {
		return await hasWorkedOn(build, since, files);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return undefined;
	}
}

/** True for what a run may be about to work on: not complete, and not certainly of another day. */
function mayBeOf({ state, date }: DatedBuild, since: number | undefined): boolean {
	return state !== 'complete' && (since === undefined || !isOfEarlierDay(date, since));
}

/**
 * True if a run that began at `since` has not been told to make the build of the day `date`, unless by hand: the day is chosen
 * before the run begins, perhaps in another time zone, and midnight may lie between.
 */
export function isOfEarlierDay(date: number, since: number): boolean {
	return date < civilDay(toCivil(since)) - DAY;
}
