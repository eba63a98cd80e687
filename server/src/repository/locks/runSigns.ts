/**
 * Whether the run of Metro that holds a lock has worked on a build. Since 2019 each run begins with writing `.targets` in the directory of
 * its build; before, all that it writes there at once are its logs, even of targets that it skips.
 */
import type { FileReader } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import { targetsName } from '../scan/targetsName.ts';

/**
 * True if Metro wrote its list of targets or a log in the directory `build` at `since` or later, in milliseconds since the epoch. Only
 * Metro writes these; the time of the directory of the logs is that of whoever copied it. Rejects with `FileError`.
 */
export async function hasWorkedOn(build: string, since: number, files: FileReader): Promise<boolean> {
	const targets = await files.status(joinPath(build, targetsName));
	if (targets !== undefined) return targets.modified >= since;
	const log = joinPath(build, 'log');
	for (const { name, kind } of (await files.list(log)) ?? []) {
		if (kind !== 'file') continue;
		const written = await files.status(joinPath(log, name));
		if (written !== undefined && written.modified >= since) return true;
	}
	return false;
}
