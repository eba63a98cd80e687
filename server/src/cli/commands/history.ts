/** `history`: what happened in the repository. */
import { isAbsolutePath, nameBelow, normalizePath, resolvePath } from '../../base/posixPath.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { nameOfSubarch } from '../../history/foundEvents.ts';
import { namedSubarch } from '../arguments/namedSubarch.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { eventJson, eventLine } from '../output/historyPhrases.ts';
import { writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Scanned, Session } from '../session.ts';
import { sinceOf, sinceOption, whenText } from '../sinceOption.ts';

export const history: Command = {
	name: 'history',
	family: 'extended',
	usage: '[PATH] [--since WHEN] [--pretend]',
	summary: 'print what happened in the repository, the latest last',
	details: [
		'PATH is the directory of a subarch, or anything above or below it, or BUILD/ARCH/SUBARCH; it need not exist any more. ' +
			whenText,
		'buildbot, zap, clean --apply, digestgen, index.xml, latest, publish and maintain record what they do. They and history also record what Metro did without them: builds that are complete, and failcounts that changed. So does VS Code while a trusted workspace is open. Nothing else writes to the history.',
		'The history is a file of this user, metro-vscode/history.db in $XDG_STATE_HOME or ~/.local/state. Where it cannot be used, standard error says why, and history prints what the repository itself tells.',
	],
	exitStatus: '0; 2 if nothing of that name was ever there',
	options: [
		sinceOption('only what happened since then'),
		{ name: 'pretend', summary: 'print only what is recorded, and record nothing' },
	],
	async run(session, { options, words }) {
		const { host } = session;
		const [path, second] = words;
		if (second !== undefined) throw new CommandError(`history takes one PATH, not "${second}" as well`);
		const since = sinceOf(options.value('since'), session.clock.now()) ?? Number.NEGATIVE_INFINITY;
		const scanned = await session.scan();
		const all = options.has('pretend')
			? await recorded(session, scanned)
			: await recordAndRead(session, scanned, path === undefined ? since : Number.NEGATIVE_INFINITY);
		const about = path === undefined ? '' : await nameOf(session, scanned, path, all);
		const events = all.filter((event) => event.at >= since && isAbout(event, about));
		const { mirror } = scanned.repository;
		if (options.has('json'))
			writeJson(
				host,
				events.map((event) => eventJson(event, mirror)),
			);
		else for (const event of events) say(host, eventLine(event, mirror));
		return 0;
	},
};

/** What is recorded of the last months; changes nothing. */
async function recorded(session: Session, scanned: Scanned): Promise<readonly HistoryEvent[]> {
	const known = await session.history.look(scanned, session.clock.now());
	if (known.kind === 'events') return known.events;
	printNote(session.host, known.reason);
	return [];
}

async function recordAndRead(
	session: Session,
	scanned: Scanned,
	since: number,
): Promise<readonly HistoryEvent[]> {
	session.history.demand();
	const found = await session.history.recordFound(scanned);
	return (await session.history.read(scanned, since)) ?? found.map(({ event }) => event);
}

function isAbout(event: HistoryEvent, name: string): boolean {
	const isAtOrBelow = (one: string): boolean => name === '' || one === name || one.startsWith(`${name}/`);
	if (isAtOrBelow(event.name)) return true;
	return 'day' in event && event.day !== undefined && isAtOrBelow(`${event.name}/${event.day}`);
}

/** The name below the mirror that a word means; empty for the mirror. Throws `CommandError` if nothing ever had it. */
async function nameOf(
	{ host }: Session,
	{ repository, root }: Scanned,
	word: string,
	events: readonly HistoryEvent[],
): Promise<string> {
	const path = resolvePath(host.cwd, word);
	const mirrors = [resolvePath(host.cwd, repository.mirror), (await root)?.real];
	if (mirrors.includes(path)) return '';
	const below = mirrors.map((mirror) => mirror && nameBelow(path, mirror)).find((name) => name !== undefined);
	const names = [below, isAbsolutePath(word) ? undefined : normalizePath(word)];
	const isKnown = (name: string): boolean =>
		events.some((event) => isAbout(event, name)) ||
		repository.subarches.some((subarch) => `${nameOfSubarch(subarch)}/`.startsWith(`${name}/`));
	const known = names.find((name) => name !== undefined && isKnown(name));
	return known ?? nameOfSubarch(namedSubarch(host, repository, word));
}
