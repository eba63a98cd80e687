/** `--events`: what a command does is reported in JSON, a line each, for the program that started it. */
import type { BuildrepoEvent } from '../protocol/events.ts';
import type { Host } from './host.ts';
import { visibleJson } from './json.ts';
import type { OptionSpec } from './options.ts';

/** Taken by the commands that report what they do. */
export const eventsOption: OptionSpec = {
	name: 'events',
	summary: 'report in JSON, a line each on standard output, what is done; all else goes to standard error',
};

/** The host of a call that reports: events have standard output to themselves. */
export function reporting(host: Host): Host {
	const report = (event: BuildrepoEvent): void => host.out.write(`${visibleJson(event)}\n`);
	// Whoever waits for the output to be gone waits for both.
	const flush = async (): Promise<void> => void (await Promise.all([host.out.flush(), host.err.flush()]));
	return { ...host, out: { ...host.err, flush }, report };
}
