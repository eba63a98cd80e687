/**
 * Keeps the memory of the server small while it holds little; options on the first line of a script cannot do that, since an older
 * Node does not know them. Programs import this module first, for its effect, before any other code runs.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { memoryOptions, takesMemoryOptions } from '../protocol/options.ts';

/**
 * Bytes of live objects above which time counts more than memory. V8 would go through all of them again whenever a third has been
 * added: for a list of 20,000 names, several times for each key that is typed. And what goes through such a list is worth compiling
 * early.
 */
const much = 64 * 2 ** 20;

/** V8's own settings. */
const usual: readonly string[] = [
	'--no-memory-saver-mode',
	'--invocation-count-for-maglev=400',
	'--invocation-count-for-turbofan=3000',
	'--invocation-count-for-osr=500',
];

if (takesMemoryOptions(process.versions.v8)) {
	for (const option of memoryOptions) if (!process.execArgv.includes(option)) setFlagsFromString(option);
	new PerformanceObserver((_list, observer) => {
		if (process.memoryUsage().heapUsed < much) return;
		for (const option of usual) setFlagsFromString(option);
		observer.disconnect();
	}).observe({ entryTypes: ['gc'] });
}
