/** `index.xml`: writes the list of all builds at the top of the mirror. */

import { type IndexSources, indexText, parseBuildInfo } from '../../repository/index.ts';
import { changeOn, openMirror } from '../change.ts';
import type { Command } from '../command.ts';
import type { Host } from '../host.ts';

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
		const root = await dialect.indexTree(repository, policy, indexSources(session.host));
		const written = await changeOn(ground, session, {
			kind: 'write-file',
			path: repository.mirror.endsWith('/')
				? `${repository.mirror}index.xml`
				: `${repository.mirror}/index.xml`,
			content: new TextEncoder().encode(indexText(root)),
			reason: 'the list of builds',
		});
		return written ? undefined : 1;
	},
};

function indexSources(host: Host): IndexSources {
	return {
		async buildInfo(build) {
			const path = `${build.path}/build-info.json`;
			const content = await host.files.read(path);
			if (content === undefined) return undefined;
			const { attributes, complaints } = parseBuildInfo(content);
			for (const complaint of complaints) host.err.write(`# ${path} ${complaint}\n`);
			return attributes;
		},
		diskUse: async (path) => (await host.files.linkStatus(path))?.diskUse ?? 0,
	};
}
