/** A server whose editor is gone ends, even if something else still holds the other end of its pipes. */
import { readFileSync } from 'node:fs';
import { isAlive } from './nodeRuns.ts';

/** Milliseconds between two looks. */
const pace = 500;

/** Ends this process soon after the process `pid` has ended; `pid` is what the editor says is its own. */
export function endWithParent(pid: number): void {
	const parent = process.ppid;
	const timer = setInterval(() => {
		// Who adopted this process is not the one that started it, whatever has the old number now.
		const isOrphan = pid === parent && process.ppid !== parent;
		if (isOrphan || !isAlive(pid) || isZombie(pid)) process.exit(1);
	}, pace);
	timer.unref();
}

/** A process that has ended keeps its number until somebody asks how. Only Linux tells. */
function isZombie(pid: number): boolean {
	try {
		// The state stands behind the name, which may hold anything.
		return /\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}
