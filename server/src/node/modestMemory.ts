/** Keeps the memory of a process small that mostly waits: V8's own settings are made for programs that compute all day. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How much the heap may grow beyond what is alive before it is collected, in percent. */
const growth = 20;

/**
 * Has V8 collect garbage early. Left alone it lets new objects fill 128 MB on a machine with much memory, and looks at
 * old ones for the first time after hundreds. To be called once, at the start: young space keeps the size it has then,
 * one MB, and the first full collection, which all later ones take their measure from, comes when there is nothing to do.
 * With so small a young space more threads cost more than they help. The middle one of V8's compilers waits until a
 * function has been called often enough to be worth the memory that it works in.
 */
export function keepMemoryModest(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
	setFlagsFromString(`--heap-growing-percent=${growth}`);
	setFlagsFromString('--no-parallel-scavenge');
	setFlagsFromString('--invocation-count-for-maglev=4000');
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('globalThis.gc');
	setFlagsFromString('--no-expose-gc');
	// A runtime whose flags are fixed has no such function, and goes on as it would without us.
	if (typeof collect === 'function') setTimeout(() => collect(), 100).unref();
}
