/** `zap`: removes the failcounts of what is built here, so that builds are tried again. */
import { FileError } from '../../base/fileSystem.ts';
import { countOf, failcountPath, zappable } from '../../repository/index.ts';
import { namedSubarch } from '../arguments/namedSubarch.ts';
import { change } from '../changes/change.ts';
import type { Command } from '../command.ts';
import { eventsOption } from '../output/events.ts';
import { say } from '../output/stdout.ts';

export const zap: Command = {
	name: 'zap',
	family: 'metro',
	usage: '[--only PATH]',
	summary: 'remove the failcounts of all subarches that are built here',
	details: [
		'Returns subarches to the rotation whose failcount has reached max_failcount or cannot be read.',
		'With --only, removes the failcount of one subarch, named by its directory or as BUILD/ARCH/SUBARCH, even if it is not built here.',
	],
	exitStatus: '0; 1 if a failcount could not be removed, or a directory of the repository cannot be read',
	options: [
		{ name: 'only', value: 'PATH', summary: 'remove the failcount of one subarch only' },
		eventsOption,
	],
	async run(session, { options }) {
		const { repository } = await session.scan();
		const only = options.value('only');
		const chosen =
			only === undefined
				? zappable(repository.subarches)
				: [namedSubarch(session.host, repository, only)].filter((subarch) => countOf(subarch) !== 0);
		let status: number | undefined;
		for (const subarch of chosen) {
			const path = failcountPath(subarch);
			// Two subarches may share a failcount through a link.
			if (!(await exists(path, session.host.files))) continue;
			say(session.host, `Removing ${path}...`);
			const done = await change(session, { kind: 'remove-file', path, reason: 'to be tried again' });
			if (done) session.host.report?.({ event: 'removed', kind: 'failcount', path });
			else status = 1;
		}
		return status;
	},
};

async function exists(
	path: string,
	files: { status(path: string): Promise<object | undefined> },
): Promise<boolean> {
	try {
		return (await files.status(path)) !== undefined;
	} catch (error) {
		if (error instanceof FileError) return true;
		throw error;
	}
}
