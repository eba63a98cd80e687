/** `empties`: what is built here and never was. */
import { neverBuilt } from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { subarchJson, writeJson } from '../json.ts';

export const empties: Command = {
	name: 'empties',
	family: 'metro',
	usage: '',
	summary: 'list the subarches that were never built',
	details: [],
	options: [],
	async run(session, { options }) {
		const { repository } = await session.scan();
		const subarches = neverBuilt(repository.subarches);
		if (options.has('json')) writeJson(session.host, subarches.map(subarchJson));
		else for (const { path } of subarches) session.host.out.write(`${path}\n`);
		return undefined;
	},
};
