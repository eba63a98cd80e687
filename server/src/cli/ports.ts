/** The world as the repository core wants it: for looking, and for changing something. */
import { neverCancelled } from '../base/cancel.ts';
import { type ChangeRoot, openChangeRoot, type ScanPorts } from '../repository/index.ts';
import type { Host } from './host.ts';

/** For looking; ends when the user interrupts. */
export function scanPorts({ files, hostName, processes, clock, signal }: Host): ScanPorts {
	return {
		files,
		hostName,
		isAlive: processes.isAlive,
		hasEnded: processes.hasEnded,
		now: clock.now,
		signal,
	};
}

/** Finds where the directory at `path` really lies; `undefined` if it does not exist. Rejects with `FileError`. */
export function changeRootAt(host: Host, path: string): Promise<ChangeRoot | undefined> {
	// A single change is made whole, tidying up after an interrupt too; commands look for interrupts in between.
	return openChangeRoot(path, { ...scanPorts(host), files: host.files, signal: neverCancelled });
}
