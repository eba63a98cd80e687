/** `zap`: forgets the failures of what is built here, so that it is tried again. */
import { FileError } from '../../base/fileSystem.ts';
import { failcountPath, zappable } from '../../repository/index.ts';
import { change } from '../change.ts';
import type { Command } from '../command.ts';

export const zap: Command = {
	name: 'zap',
	family: 'metro',
	usage: '',
	summary: 'remove the failcounts of all subarches that are built here',
	details: ['Brings those back into rotation whose failcount has reached max_failcount or cannot be read.'],
	options: [],
	async run(session) {
		const { repository } = await session.scan();
		let status: number | undefined;
		for (const subarch of zappable(repository.subarches)) {
			const path = failcountPath(subarch);
			// Two subarches may share their failcount through a link.
			if (!(await exists(path, session.host.files))) continue;
			session.host.out.write(`Removing ${path}...\n`);
			const done = await change(session, { kind: 'remove-file', path, reason: 'to be tried again' });
			if (!done) status = 1;
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
