/** `metrics`: the health for Prometheus. */
import { DAY } from '../../base/civilTime.ts';
import { gaugesOf } from '../../health/gauges.ts';
import { openMetricsText } from '../../health/openMetrics.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { writeJson } from '../output/json.ts';
import { readHealth } from '../readHealth.ts';

export const metrics: Command = {
	name: 'metrics',
	family: 'extended',
	usage: '',
	summary: 'print the health as metrics for Prometheus, in the OpenMetrics format',
	details: [
		'For the textfile collector of node_exporter, write to another name first and rename the file, since the collector may read at any moment: buildrepo metrics > metro.prom.new && mv metro.prom.new metro.prom',
		'What is unknown has no value. Nothing is printed if the repository cannot be read.',
	],
	exitStatus: '0, whatever the health is; 2 if there is no repository',
	options: [],
	async run(session, { options, words }) {
		if (words[0] !== undefined) throw new CommandError(`metrics takes no "${words[0]}"`);
		const { host, clock } = session;
		const gauges = gaugesOf(await readHealth(session, clock.now() - DAY));
		if (options.has('json')) writeJson(host, gauges);
		else host.out.write(openMetricsText(gauges));
		return 0;
	},
};
