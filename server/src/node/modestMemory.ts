/**
 * Keeps the memory of a process small that mostly waits: V8's own settings are made for programs that compute all day.
 * A program imports this first and for its effect, so that it holds before anything else has run.
 */
import { setFlagsFromString } from 'node:v8';

const flags = [
	// V8 collects earlier, and gives back what it does not need.
	'--memory-saver-mode',
	// Left alone V8 lets new objects fill 128 MB on a machine with much memory. They keep the MB that they start with.
	'--semi-space-growth-factor=1',
	// The optimising compilers need memory and a thread to work in, and a program cannot end while they work. They wait
	// until a function has been called so often that it is worth that: tens of times as often as usual.
	'--invocation-count-for-maglev=4000',
	'--invocation-count-for-turbofan=200000',
	'--invocation-count-for-osr=200000',
];

// An older V8, as in Node 22, knows them in part, and complains aloud of the others.
if (Number.parseInt(process.versions.v8, 10) >= 13) for (const flag of flags) setFlagsFromString(flag);
