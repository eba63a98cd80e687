/** What runs of this program that were killed left behind, and a later one removes. */

import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { joinPath } from '../base/posixPath.ts';
import { runOfTemporary } from '../base/temporaryName.ts';
import { busyEnding, markEnding } from './compress.ts';
import type { ScanPorts } from './listDirectory.ts';
import type { LockPorts } from './lock.ts';
import type { Trouble } from './model.ts';
import type { Change } from './plan.ts';
import { readMark } from './runMark.ts';
import { existsOrUnknown, type WalkedEntry, walk } from './walk.ts';

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

/** Finds what dead runs left in one directory. What cannot be read holds none. */
export async function remainsIn(directory: string, ports: LockPorts): Promise<readonly Change[]> {
	const changes: Change[] = [];
	for (const entry of (await undefinedIfUnreadable(() => ports.files.list(directory))) ?? []) {
		const path = joinPath(directory, entry.name);
		if (await isRemains({ entry, path }, ports)) changes.push(removalOf(path));
	}
	return changes;
}

/** The removal of what a dead run left. */
export function removalOf(path: string): Change {
	return { kind: 'remove-file', path, reason: 'a run that has ended left it' };
}

/** True for a temporary file or a mark of a run that has surely ended. A mark that `compress` takes over is none. */
export async function isRemains(
	{ entry, path }: Pick<WalkedEntry, 'entry' | 'path'>,
	ports: LockPorts,
): Promise<boolean> {
	if (entry.kind !== 'file') return false;
	const run = runOfTemporary(entry.name);
	if (run !== undefined) return ports.hasEnded(run);
	const [archive, right] = entry.name.split(`.tar${busyEnding}`);
	if (archive === undefined || (right !== '' && !/^(?:\.take)+$/.test(right ?? '-'))) return false;
	if (right === '' && (await existsOrUnknown(path.slice(0, -busyEnding.length) + markEnding, ports)))
		return false;
	return (await readMark(path, ports)).kind === 'dead';
}
