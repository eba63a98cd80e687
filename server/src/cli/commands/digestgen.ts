/** `digestgen`: writes a hash file for every finished archive, links hash files of links, and removes leftovers. */
import type { HistoryEntry } from '../../history/event.ts';
import {
	type Dialect,
	findArchives,
	findLeftovers,
	planLinks,
	type Repository,
	type Trouble,
} from '../../repository/index.ts';
import { bytesToHash } from '../changes/bytesToHash.ts';
import { type HashingWork, hashAll, isToHash, tryChange } from '../changes/hashArchives.ts';
import { findOwner } from '../changes/mirrorOwner.ts';
import { mirrorNames } from '../changes/steadyHash.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import type { Output } from '../host.ts';
import { mayDecorate } from '../output/color.ts';
import { emptyTally, type OpenTally, tellTally } from '../output/digestTally.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { progress } from '../output/progress.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { requireKnownGeneration } from '../setup.ts';
import { previewDigests } from './previewDigests.ts';

export const digestgen: Command = {
	name: 'digestgen',
	family: 'metro',
	usage: '[--pretend]',
	summary: 'write hash files for archives, and remove those whose archive is gone',
	details: [
		'Skips archives that are still being made: those of a build in progress, those with a .cme, .cme.run, .part or .progress file beside them, and those written to in the last seconds.',
		'An archive that has a hash file is not hashed again; "verify" does that, and --repair fixes what it finds. After an interruption, the next call continues where this one stopped: hash files are never partial.',
	],
	exitStatus: '0; 1 if something could not be read or written',
	textOnly: (options) => (options.has('pretend') ? 'digestgen --pretend' : undefined),
	options: [
		{ name: 'pretend', summary: 'say which archives would be hashed, and write nothing' },
		{
			name: 'repair',
			summary: 'hash everything, and rewrite hash files that are wrong or older than their archive',
		},
		{ name: 'sign', summary: 'also make a detached gpg signature of each archive (since 2019)' },
		{ name: 'progress', summary: 'print progress on standard error, a line for each percent' },
		eventsOption,
	],
	async run(session, { options }) {
		const scanned = await session.scan();
		const { repository, mirror, dialect, root: found } = scanned;
		requireKnownGeneration(scanned);
		const signing = options.has('sign');
		if (signing && dialect.name === '2015')
			throw new CommandError('the 2015 dialect has no signatures: leave out --sign, or use --dialect 2019');
		if (options.has('pretend')) {
			await previewDigests(session);
			return undefined;
		}
		const owner = await findOwner(session);
		await session.history.recordFound(scanned);
		const json = options.has('json');
		const { host } = session;
		const out = json ? nowhere : host.out;
		out.write('Generating hashes...\n');
		// Metro prints the same for a missing mirror as for an empty one.
		const root = await found;
		const tally = emptyTally();
		const troubles: Trouble[] = [];
		const work: HashingWork | undefined =
			root === undefined
				? undefined
				: {
						session: { ...session, host: { ...host, out } },
						root,
						owner,
						signing,
						repairing: options.has('repair'),
						lines: options.has('progress'),
						tops: await mirrorNames(host, mirror),
						troubles,
						tally,
					};
		try {
			if (work !== undefined) await generate(work, repository, dialect);
			out.write(`${dialect.digests.marks.end}Cleaning up old hashes...\n`);
			if (work !== undefined) await cleanUp(work, mirror, dialect);
		} finally {
			await session.history.record(scanned, digestEntries(session, tally));
		}
		out.write('\nDone!\n');
		for (const { message } of troubles) printNote(host, message);
		host.report?.({ event: 'digests', tally });
		if (json) writeJson(host, tally);
		else tellTally(host, tally, !session.toTheLetter && mayDecorate(host, host.err));
		return tally.failed.length > 0 || troubles.length > 0 ? 1 : undefined;
	},
};

/** What a run did, as the history has it; nothing if it changed nothing. */
function digestEntries({ host }: Session, tally: OpenTally): readonly HistoryEntry[] {
	const { hashed, removed } = tally;
	const repaired = tally.repaired.length;
	if (hashed + repaired + removed === 0) return [];
	const at = host.timer.now();
	return [
		{
			key: ['digests', at, host.processes.thisRun],
			seenBy: 'run',
			event: { kind: 'digests', at, name: '', hashed, repaired, removed, failed: tally.failed.length },
		},
	];
}

const nowhere: Output = { write: () => {}, flush: () => Promise.resolve(), isTerminal: false };

/** Hash files for archives, then links to them beside links to archives. */
async function generate(work: HashingWork, repository: Repository, dialect: Dialect): Promise<void> {
	const { host } = work.session;
	const ports = scanPorts(host);
	const groups = await findArchives(repository, dialect, ports, work.troubles);
	const toHash = groups.flatMap(({ archives }) => archives).filter((archive) => isToHash(work, archive));
	const bytes = await bytesToHash(toHash, host);
	const bar = progress(host, toHash.length, 'archive', { lines: work.lines, bytes });
	for (const group of groups) {
		if (!dialect.digests.wholeMirror) say(host, `Processing ${group.path}...`);
		await hashAll(work, group.archives, dialect.digests, bar);
	}
	bar.clear();
	const links = groups.flatMap((group) => group.links);
	for await (const plan of planLinks(links, dialect, work.owner, ports)) {
		host.signal.throwIfAborted();
		for (const path of plan.announced) say(host, `${path} dead; cleaning up`);
		for (const change of plan.changes) await tryChange(work, change);
	}
}

async function cleanUp(work: HashingWork, mirror: string, dialect: Dialect): Promise<void> {
	const { host } = work.session;
	for await (const { what, change } of findLeftovers(mirror, dialect, scanPorts(host), work.troubles)) {
		host.signal.throwIfAborted();
		if (!(await tryChange(work, change)) || what === 'remains') continue;
		work.tally.removed += 1;
		host.report?.({ event: 'removed', kind: 'hash-file', path: change.path });
		host.out.write('.');
	}
}
