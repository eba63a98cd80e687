/**
 * Keeps the memory of the server small where it was started by its name: the first line of a script can give options only
 * to a Node that knows them all. A program imports this first and for its effect, so that it holds before anything else has run.
 */
import { setFlagsFromString } from 'node:v8';
import { memoryOptions, takesMemoryOptions } from '../protocol/options.ts';

if (takesMemoryOptions(process.versions.v8))
	for (const option of memoryOptions) if (!process.execArgv.includes(option)) setFlagsFromString(option);
