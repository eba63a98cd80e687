/** Ends a server whose editor has ended, even if something else still holds the other end of its pipes. */
import { readFileSync } from 'node:fs';
import { isAlive } from './nodeRuns.ts';

/** Milliseconds between checks. */
const pace = 500;

/** Ends this process soon after the process `pid` has ended; `pid` is the editor's, as it reported. */
export function endWithParent(pid: number): void {
	const parent = process.ppid;
	const timer = setInterval(() => {
		// A new parent means that the old one has ended, even if another process has its number now.
		const isOrphan = pid === parent && process.ppid !== parent;
		if (isOrphan || !isAlive(pid) || isZombie(pid)) process.exit(1);
	}, pace);
	timer.unref();
}

/** An ended process keeps its number until its parent waits for it. Only Linux shows that. */
function isZombie(pid: number): boolean {
	try {
		// The state follows the name, which may contain anything.
		return /\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}
