/** `--events`: reports what a command does as JSON lines, for the program that started it. */
import type { BuildrepoEvent } from '../../protocol/events.ts';
import type { OptionSpec } from '../arguments/options.ts';
import type { Host } from '../host.ts';
import { visibleJson } from './json.ts';

/** Taken by the commands that report what they do. */
export const eventsOption: OptionSpec = {
	name: 'events',
	summary: 'report what is done as JSON lines on standard output; everything else goes to standard error',
};

/** The host of a call that reports: only events go to standard output. */
export function reporting(host: Host): Host {
	const report = (event: BuildrepoEvent): void => host.out.write(`${visibleJson(event)}\n`);
	// Waiting for the output to be flushed waits for both streams.
	const flush = async (): Promise<void> => void (await Promise.all([host.out.flush(), host.err.flush()]));
	return { ...host, out: { ...host.err, flush }, report };
}
