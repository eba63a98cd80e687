/** The ports that the repository core needs, for scans and for changes. */
import { neverAborted } from '../base/abort.ts';
import { type ArchivePorts, type ChangeRoot, openChangeRoot, type PlanPorts } from '../repository/index.ts';
import type { Host } from './host.ts';

/** For scans and plans, which end when the user interrupts. */
export function scanPorts({
	files,
	hostName,
	processes,
	clock,
	signal,
	locksNameHosts = () => false,
}: Host): PlanPorts & ArchivePorts {
	return {
		files,
		hostName,
		isAlive: processes.isAlive,
		hasEnded: processes.hasEnded,
		now: clock.now,
		locksNameHosts,
		signal,
	};
}

/** Resolves the real path of the directory at `path`; `undefined` if it does not exist. Rejects with `FileError`. */
export function changeRootAt(host: Host, path: string): Promise<ChangeRoot | undefined> {
	// An interrupt does not stop a change halfway; commands check for interrupts between changes.
	return openChangeRoot(path, { ...scanPorts(host), files: host.files, signal: neverAborted });
}
