/** `index.xml`: writes the list of all builds at the top of the mirror, or a list for each subarch. */
import type { HistoryEntry } from '../../history/event.ts';
import { type ChangeRoot, type IndexFile, indexFiles, remainsIn } from '../../repository/index.ts';
import { changeOn, openMirror } from '../changes/change.ts';
import type { Command } from '../command.ts';
import type { Host } from '../host.ts';
import { eventsOption } from '../output/events.ts';
import { printError, printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { previewIndex, whatIsIndexed } from './previewIndex.ts';

export const indexXml: Command = {
	name: 'index.xml',
	family: 'metro',
	usage: '[--pretend]',
	summary: 'write index.xml, the list of all builds, into the mirror',
	details: [
		'Since 2022 Metro writes one file for each subarch, into its directory; before, one for the whole mirror.',
		'Replaces each file as a whole: readers see the old one or the new one. If it is a link, replaces its target. Keeps mode and owner.',
		'If anything in the repository cannot be read, the old files stay.',
		'With --pretend, says how what is on disk differs from what would be written, and which archives that it lists are not there; writes nothing.',
	],
	exitStatus: '0; 1 if it could not be written, or a directory of the repository cannot be read',
	textOnly: (options) => (options.has('pretend') ? undefined : 'index.xml'),
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
		const made = await indexFiles(scanned, session.host.files, (line) => printNote(session.host, line));
		if ('reason' in made) {
			const what = whatIsIndexed(scanned);
			printError(session.host, `${what} was not written, since the list would be incomplete: ${made.reason}`);
			return 1;
		}
		let written = 0;
		for (const file of made) if (await writeIndex(root, session, file)) written++;
		if (written > 0) await session.history.record(scanned, [writtenEntry(session.host, made)]);
		for (const remains of await remainsIn(repository.mirror, scanPorts(session.host)))
			await changeOn(root, session, remains);
		return written === made.length ? undefined : 1;
	},
};

/** Writes one file whole; Metro names each directory where every subarch has a file of its own. */
async function writeIndex(
	root: ChangeRoot,
	session: Session,
	{ path, text, subarch }: IndexFile,
): Promise<boolean> {
	if (subarch !== undefined) say(session.host, `writing to ${subarch} index.xml`);
	const isWritten = await changeOn(root, session, {
		kind: 'write-file',
		path,
		content: new TextEncoder().encode(text),
		reason: 'the list of builds',
		throughLink: true,
	});
	if (isWritten) session.host.report?.({ event: 'written', path });
	return isWritten;
}

/** The mirror stands for the files of its subarches. */
function writtenEntry({ timer, processes }: Host, made: readonly IndexFile[]): HistoryEntry {
	const at = timer.now();
	return {
		key: ['index', at, processes.thisRun],
		seenBy: 'run',
		event: { kind: 'index', at, name: made.some(({ subarch }) => subarch !== undefined) ? '' : 'index.xml' },
	};
}
