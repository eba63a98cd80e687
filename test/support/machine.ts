/** The machine that locks are read on: its name, its processes and its clock. */
import type { LockPorts } from '../../server/src/repository/index.ts';

/** A machine called `buildhost` with these processes, in 2015. */
export function machine(alive: readonly number[] = []): Omit<LockPorts, 'files'> {
	return {
		hostName: 'buildhost',
		isAlive: (pid) => alive.includes(pid),
		hasEnded: () => false,
		now: () => Date.parse('2015-02-20T12:00:00Z'),
	};
}
