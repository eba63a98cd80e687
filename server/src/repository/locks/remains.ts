/** Remains of killed runs of this program, which a later run removes. */

import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import { runOfTemporary } from '../../base/temporaryName.ts';
import { busyEnding, markEnding } from '../archives/compress.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { Trouble } from '../model.ts';
import type { Change } from '../plan.ts';
import { existsOrUnknown, type WalkedEntry, walk } from '../walk.ts';
import type { LockPorts } from './lock.ts';
import { readMark, uploadMarkName } from './runMark.ts';

/** Finds what dead runs left below a directory. Rejects with `AbortError` only. */
export async function* findRemains(
	top: string,
	ports: ScanPorts,
	troubles: Trouble[],
): AsyncGenerator<Change, void, undefined> {
	for await (const walked of walk(top, { filesFirst: true }, ports, troubles)) {
		if (await isRemains(walked, ports)) yield removalOf(walked.path);
	}
}

/** Finds remains of dead runs in one directory; none in an unreadable one. */
export async function remainsIn(directory: string, ports: LockPorts): Promise<readonly Change[]> {
	const changes: Change[] = [];
	for (const entry of (await undefinedIfUnreadable(() => ports.files.list(directory))) ?? []) {
		const path = joinPath(directory, entry.name);
		if (await isRemains({ entry, path }, ports)) changes.push(removalOf(path));
	}
	return changes;
}

/** The removal of a dead run's remains. */
export function removalOf(path: string): Change {
	return { kind: 'remove-file', path, reason: 'a run that has ended left it' };
}

/** True for a temporary file or mark of a run that has certainly ended, except a mark that `compress` takes over. */
export async function isRemains(
	{ entry, path }: Pick<WalkedEntry, 'entry' | 'path'>,
	ports: LockPorts,
): Promise<boolean> {
	if (entry.kind !== 'file') return false;
	const run = runOfTemporary(entry.name);
	if (run !== undefined) return ports.hasEnded(run);
	if (entry.name === uploadMarkName) return (await readMark(path, ports)).kind === 'dead';
	const [archive, right] = entry.name.split(`.tar${busyEnding}`);
	if (archive === undefined || (right !== '' && !/^(?:\.take)+$/.test(right ?? '-'))) return false;
	if (right === '' && (await existsOrUnknown(path.slice(0, -busyEnding.length) + markEnding, ports)))
		return false;
	return (await readMark(path, ports)).kind === 'dead';
}
