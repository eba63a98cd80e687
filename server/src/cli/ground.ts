/** The directories that commands change something in, as the one applier of changes wants them. */
import { neverCancelled } from '../base/cancel.ts';
import { type Ground, openGround } from '../repository/index.ts';
import type { Host } from './host.ts';

/** Finds where the directory at `path` really lies; `undefined` if it does not exist. Rejects with `FileError`. */
export function groundAt({ files, processes }: Host, path: string): Promise<Ground | undefined> {
	// A single change is made whole, tidying up after an interrupt too; commands look for interrupts in between.
	return openGround(path, { files, isAlive: processes.isAlive, signal: neverCancelled });
}
