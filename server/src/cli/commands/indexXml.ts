/** `index.xml`: writes the list of all builds at the top of the mirror. */

import { indexText, remainsIn } from '../../repository/index.ts';
import { changeOn, openMirror } from '../change.ts';
import type { Command } from '../command.ts';
import { markWorld } from '../ground.ts';
import { indexPath, indexSources } from '../indexSources.ts';
import { note } from '../stderr.ts';

export const indexXml: Command = {
	name: 'index.xml',
	family: 'metro',
	usage: '',
	summary: 'write index.xml, the list of all builds, into the mirror',
	details: ['The file is replaced whole: readers see the old one or the new one.'],
	options: [],
	async run(session) {
		const { repository, policy, dialect } = await session.scan();
		const ground = await openMirror(session);
		const sources = indexSources(session.host, (line) => note(session.host, line));
		const root = await dialect.indexTree(repository, policy, sources);
		const written = await changeOn(ground, session, {
			kind: 'write-file',
			path: indexPath(repository.mirror),
			content: new TextEncoder().encode(indexText(root)),
			reason: 'the list of builds',
		});
		for (const remains of await remainsIn(repository.mirror, markWorld(session.host)))
			await changeOn(ground, session, remains);
		return written ? undefined : 1;
	},
};
