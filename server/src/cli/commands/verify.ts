/** `verify`: hashes every archive again and compares with its hash file. Changes nothing. */
import { checkCancelled } from '../../base/cancel.ts';
import { FileError } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import {
	type Archive,
	findArchives,
	findLeftovers,
	hashEnding,
	type Trouble,
} from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { scanWorld } from '../ground.ts';
import type { Host } from '../host.ts';
import { writeJson } from '../json.ts';
import { type Colour, painter } from '../paint.ts';
import { progress } from '../progress.ts';
import { Refusal } from '../refusal.ts';
import { note } from '../stderr.ts';

/** What came of one archive or hash file. */
interface Verdict {
	readonly path: string;
	readonly state: 'right' | 'wrong' | 'stale' | 'no-hash' | 'bad-hash-file' | 'unreadable' | 'leftover';
	/** The digest in the hash file, and that of the archive, where they are known. */
	readonly expected: string | null;
	readonly actual: string | null;
}

export const verify: Command = {
	name: 'verify',
	family: 'ours',
	usage: '',
	summary: 'hash every archive again and compare with its hash file',
	details: [
		'Looks at the archives that "buildrepo digestgen" looks at, and names only what is not right. Changes nothing.',
		'Exit status: 0 if every archive has its right hash file and none is left over; 1 otherwise.',
	],
	options: [],
	async run(session, { options, words }) {
		if (words[0] !== undefined) throw new Refusal(`verify takes no "${words[0]}": it looks at everything`);
		const { host } = session;
		const { repository, dialect, mirror } = await session.scan();
		const world = scanWorld(host);
		const troubles: Trouble[] = [];
		const groups = await findArchives(repository, dialect, world, troubles);
		const archives = groups.flatMap((group) => group.archives).filter(({ state }) => state !== 'met');
		const bar = progress(host, archives.length);
		const verdicts: Verdict[] = await mapParallel(archives, host.hasher.parallelism, async (archive) => {
			checkCancelled(host.signal);
			const verdict = await verifyOne(archive, host);
			bar.step();
			return verdict;
		});
		bar.clear();
		for await (const { path } of findLeftovers(mirror, dialect, world, troubles)) {
			verdicts.push({ path, state: 'leftover', expected: null, actual: null });
		}
		for (const { message } of troubles) note(host, message);
		if (options.has('json')) writeJson(host, verdicts);
		else tell(host, verdicts);
		return troubles.length > 0 || verdicts.some(({ state }) => state !== 'right') ? 1 : 0;
	},
};

async function verifyOne(archive: Archive, host: Host): Promise<Verdict> {
	const { path, realPath } = archive;
	const verdict = (state: Verdict['state'], expected?: string, actual?: string): Verdict => ({
		path,
		state,
		expected: expected ?? null,
		actual: actual ?? null,
	});
	try {
		const content = await host.files.read(realPath + hashEnding);
		if (content === undefined) return verdict('no-hash');
		const expected = /^sha256 ([0-9a-f]{64})\s*$/.exec(new TextDecoder().decode(content))?.[1];
		if (expected === undefined) return verdict('bad-hash-file');
		const actual = await host.hasher.sha256(realPath, host.signal);
		if (actual === expected) return verdict('right', expected, actual);
		return verdict((await isNewer(realPath, host)) ? 'stale' : 'wrong', expected, actual);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		note(host, error.message);
		return verdict('unreadable');
	}
}

/** An archive that was written after its hash file is another one, and not a damaged one. */
async function isNewer(archive: string, host: Host): Promise<boolean> {
	const written = (await host.files.status(archive))?.modified ?? 0;
	const hashed = (await host.files.status(archive + hashEnding))?.modified ?? 0;
	return written > hashed;
}

const words: Readonly<Record<Exclude<Verdict['state'], 'right'>, string>> = {
	wrong: 'does not match its hash file: one of the two is damaged',
	stale:
		'was written after its hash file, which is of another archive: remove it, "buildrepo digestgen" writes it anew',
	'no-hash': 'has no hash file: "buildrepo digestgen" writes it',
	'bad-hash-file': 'has a hash file that holds no digest: remove it, "buildrepo digestgen" writes it anew',
	unreadable: 'cannot be read',
	leftover: 'is left over, its archive is gone: "buildrepo digestgen" removes it',
};

function tell(host: Host, verdicts: readonly Verdict[]): void {
	const paint = painter(host);
	for (const { path, state } of verdicts) {
		if (state === 'right') continue;
		const colour: Colour = state === 'wrong' || state === 'bad-hash-file' ? 'red' : 'yellow';
		host.out.write(`${path} ${paint(words[state], colour)}\n`);
	}
	const right = verdicts.filter(({ state }) => state === 'right').length;
	host.out.write(`${right} of ${verdicts.length} right\n`);
}
