/** `zap`: removes the failcounts of what is built here, so that builds are tried again. */
import { FileError } from '../../base/fileSystem.ts';
import { type HistoryEntry, resetKey, timeStampOf } from '../../history/event.ts';
import { failcountFile, nameOfSubarch } from '../../history/foundEvents.ts';
import { countOf, failcountPath, type Subarch, zappable } from '../../repository/index.ts';
import { namedSubarch } from '../arguments/namedSubarch.ts';
import { change } from '../changes/change.ts';
import type { Command } from '../command.ts';
import { eventsOption } from '../output/events.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';
import { requireShare } from '../share.ts';

export const zap: Command = {
	name: 'zap',
	family: 'metro',
	usage: '[--only PATH]...',
	summary: 'remove the failcounts of all subarches that are built here',
	details: [
		'Returns subarches to the rotation whose failcount has reached max_failcount or cannot be read.',
		'With --only, removes the failcount of one subarch, named by its directory or as BUILD/ARCH/SUBARCH, even if it is not built here. May be given several times.',
	],
	exitStatus: '0; 1 if a failcount could not be removed, or a directory of the repository cannot be read',
	textOnly: () => 'zap',
	options: [
		{ name: 'only', value: 'PATH', summary: 'remove the failcount of one subarch only' },
		eventsOption,
	],
	async run(session, { options }) {
		const only = options.values('only');
		if (only.length === 0) requireShare((await session.setup()).policy);
		const scanned = await session.scan();
		const { repository } = scanned;
		await session.history.recordFound(scanned);
		const chosen =
			only.length === 0
				? zappable(repository.subarches)
				: only
						.map((word) => namedSubarch(session.host, repository, word))
						.filter((subarch) => countOf(subarch) !== 0);
		let status: number | undefined;
		for (const subarch of chosen) {
			const path = failcountPath(subarch);
			// Two subarches may share a failcount through a link.
			if (!(await exists(path, session.host.files))) continue;
			say(session.host, `Removing ${path}...`);
			const before = await zappedEntry(session, subarch);
			const done = await change(session, { kind: 'remove-file', path, reason: 'to be tried again' });
			if (!done) {
				status = 1;
				continue;
			}
			session.host.report?.({ event: 'removed', kind: 'failcount', path });
			await session.history.record(scanned, [before]);
		}
		return status;
	},
};

/** What is recorded once the failcount is gone. */
async function zappedEntry({ host }: Session, subarch: Subarch): Promise<HistoryEntry> {
	const name = nameOfSubarch(subarch);
	const at = host.timer.now();
	const file = await failcountFile(subarch, host.files);
	const isKnown = file !== undefined && file !== 'none';
	return {
		key: isKnown ? resetKey(name, timeStampOf(file.modified)) : ['zapped', name, host.processes.thisRun],
		seenBy: 'run',
		event: { kind: 'zapped', at, name, ...(isKnown && { from: file.count }) },
	};
}

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
