/** `empties`: the subarches that are built here but have no build yet. */
import { neverBuilt } from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { missingJson, missingPhrase, readMissing } from '../missing.ts';
import { subarchJson, writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';

export const empties: Command = {
	name: 'empties',
	family: 'metro',
	usage: '',
	summary: 'list the subarches that were never built',
	details: [
		'A subarch that .buildbot names but that has no directory is never built. Metro lists only subarches with a directory; --missing lists the missing directories. Unless a dialect is named, standard error lists them as well. "buildrepo create" creates them.',
	],
	exitStatus: '0; 1 if a directory of the repository cannot be read',
	options: [{ name: 'missing', summary: 'list the directories that .buildbot names but that do not exist' }],
	async run(session, { options }) {
		const { host } = session;
		const { repository } = await session.scan();
		if (options.has('missing')) {
			const missing = await readMissing(session);
			if (options.has('json'))
				writeJson(
					host,
					missing.map((one) => missingJson(repository, one)),
				);
			else for (const one of missing) say(host, missingPhrase(repository, one));
			return undefined;
		}
		const subarches = neverBuilt(repository.subarches);
		if (options.has('json')) writeJson(host, subarches.map(subarchJson));
		else for (const { path } of subarches) say(host, path);
		if (!session.toTheLetter) {
			for (const one of await readMissing(session))
				printNote(host, `${missingPhrase(repository, one)} does not exist: "buildrepo create" creates it`);
		}
		return undefined;
	},
};
