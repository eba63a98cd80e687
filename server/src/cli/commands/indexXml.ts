/** `index.xml`: writes the list of all builds at the top of the mirror. */
import type { HistoryEntry } from '../../history/event.ts';
import { indexPath, remainsIn, wholeIndex } from '../../repository/index.ts';
import { changeOn, openMirror } from '../changes/change.ts';
import type { Command } from '../command.ts';
import type { Host } from '../host.ts';
import { eventsOption } from '../output/events.ts';
import { printError, printNote } from '../output/stderr.ts';
import { scanPorts } from '../ports.ts';
import { previewIndex } from './previewIndex.ts';

export const indexXml: Command = {
	name: 'index.xml',
	family: 'metro',
	usage: '[--pretend]',
	summary: 'write index.xml, the list of all builds, into the mirror',
	details: [
		'Replaces the file as a whole: readers see the old one or the new one. If it is a link, replaces its target. Keeps mode and owner.',
		'If anything in the repository cannot be read, the old file stays.',
		'With --pretend, says how the file on disk differs from what would be written, and which archives that it lists are not there; writes nothing.',
	],
	exitStatus: '0; 1 if it could not be written, or a directory of the repository cannot be read',
	options: [{ name: 'pretend', summary: 'say what would change, and write nothing' }, eventsOption],
	async run(session, { options }) {
		if (options.has('pretend')) {
			await previewIndex(session, options.has('json'));
			return undefined;
		}
		const scanned = await session.scan();
		const { repository } = scanned;
		await session.history.recordFound(scanned);
		const root = await openMirror(session);
		const path = indexPath(repository.mirror);
		const text = await wholeIndex(scanned, session.host.files, (line) => printNote(session.host, line));
		if (typeof text !== 'string') {
			printError(session.host, `${path} was not written, since the list would be incomplete: ${text.reason}`);
			return 1;
		}
		const written = await changeOn(root, session, {
			kind: 'write-file',
			path,
			content: new TextEncoder().encode(text),
			reason: 'the list of builds',
			throughLink: true,
		});
		if (written) {
			session.host.report?.({ event: 'written', path });
			await session.history.record(scanned, [writtenEntry(session.host)]);
		}
		for (const remains of await remainsIn(repository.mirror, scanPorts(session.host)))
			await changeOn(root, session, remains);
		return written ? undefined : 1;
	},
};

function writtenEntry({ timer, processes }: Host): HistoryEntry {
	const at = timer.now();
	return {
		key: ['index', at, processes.thisRun],
		seenBy: 'run',
		event: { kind: 'index', at, name: 'index.xml' },
	};
}
