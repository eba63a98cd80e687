/**
 * Keeps the memory of the server small if it was started by name: the first line of a script cannot give options that an older
 * Node does not know. Programs import this module first, for its effect, before any other code runs.
 */
import { setFlagsFromString } from 'node:v8';
import { memoryOptions, takesMemoryOptions } from '../protocol/options.ts';

if (takesMemoryOptions(process.versions.v8))
	for (const option of memoryOptions) if (!process.execArgv.includes(option)) setFlagsFromString(option);
