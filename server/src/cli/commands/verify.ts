/** `verify`: hashes every archive again and compares with its hash file. Changes nothing. */

import { FileError, undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { withCount } from '../../base/phrases.ts';
import { oneLine } from '../../base/visible.ts';
import type { VerdictState } from '../../protocol/events.ts';
import {
	type Archive,
	digestIn,
	findArchives,
	findLeftovers,
	hashEnding,
	type Trouble,
	whyCutOff,
	whyUnfinished,
} from '../../repository/index.ts';
import { bytesToHash } from '../changes/bytesToHash.ts';
import { mirrorNames, type Reading, readDigest, whyUnsettled } from '../changes/steadyHash.ts';
import { isStillSame, keepFindings, recallRight, type VerifiedArchive } from '../changes/verifiedBefore.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { type Color, colorizer } from '../output/color.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { progress } from '../output/progress.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';

/** The result for one archive or hash file. */
interface Verdict {
	readonly path: string;
	readonly state: VerdictState;
	/** The digest in the hash file and the archive's own, where known. */
	readonly expected: string | null;
	readonly actual: string | null;
}

export const verify: Command = {
	name: 'verify',
	family: 'extended',
	usage: '[--resume]',
	summary: 'hash every archive again and compare with its hash file',
	details: [
		'Checks the archives that "buildrepo digestgen" hashes, and prints only problems. Changes nothing in the mirror.',
		'Archives that are still being made are skipped and counted.',
		'What does not match is remembered in the state directory of this program: publish and upload do not send it until it or its hash file has changed.',
		'An interrupted run keeps what it found right in the state directory of this program. With --resume, these archives are not hashed again if neither they nor their hash files have changed, and the result says how many there were.',
	],
	exitStatus: '0 if every finished archive has a correct hash file and none is left over; 1 otherwise',
	options: [{ name: 'resume', summary: 'go on where an interrupted run stopped' }, eventsOption],
	async run(session, { options, words }) {
		if (words[0] !== undefined) throw new CommandError(`verify takes no "${words[0]}": it checks everything`);
		const { host } = session;
		const { repository, dialect, mirror } = await session.scan();
		const ports = scanPorts(host);
		const troubles: Trouble[] = [];
		const groups = await findArchives(repository, dialect, ports, troubles);
		const archives = groups.flatMap((group) => group.archives).filter(({ state }) => state !== 'visited');
		const before = options.has('resume')
			? await stillRight(host, archives, await recallRight(host, mirror))
			: new Map<string, VerifiedArchive>();
		const verdicts = await verifyAll(host, mirror, archives, before);
		for await (const { what, change } of findLeftovers(mirror, dialect, scanPorts(host), troubles)) {
			if (what === 'remains') continue;
			const { path } = change;
			verdicts.push(verdictOn(path, 'leftover'));
		}
		for (const { message } of troubles) printNote(host, message);
		report(host, verdicts, before.size);
		if (options.has('json')) writeJson(host, verdicts);
		else tell(host, verdicts, before.size);
		return troubles.length > 0 || verdicts.some(isTrouble) ? 1 : 0;
	},
};

/** Those of the archives that an interrupted run found right and that are still the same, by path. */
async function stillRight(
	{ files }: Host,
	archives: readonly Archive[],
	recalled: ReadonlyMap<string, VerifiedArchive>,
): Promise<ReadonlyMap<string, VerifiedArchive>> {
	const found = await mapParallel(archives, 16, ({ path, realPath }) =>
		undefinedIfUnreadable(async () => {
			const right = recalled.get(path);
			if (right === undefined) return undefined;
			const content = await files.read(realPath + hashEnding);
			const expected = content && digestIn(content);
			return isStillSame(right, await files.status(realPath), expected) ? right : undefined;
		}),
	);
	return new Map(found.filter((right) => right !== undefined).map((right) => [right.path, right]));
}

/**
 * The verdicts on all archives that are still there, in their order. What is right is kept if the run is interrupted.
 * @param before those that need not be hashed again
 */
async function verifyAll(
	host: Host,
	mirror: string,
	archives: readonly Archive[],
	before: ReadonlyMap<string, VerifiedArchive>,
): Promise<Verdict[]> {
	const tops = await mirrorNames(host, mirror);
	const pending = archives.filter(({ path }) => !before.has(path));
	const bar = progress(host, pending.length, 'archive', { bytes: await bytesToHash(pending, host) });
	const right = [...before.values()];
	const wrong: VerifiedArchive[] = [];
	const work = mapParallel(archives, host.hasher.parallelism, async (archive) => {
		const { path } = archive;
		const digest = before.get(path)?.digest;
		if (digest !== undefined) return verdictOn(path, 'right', digest, digest);
		host.signal.throwIfAborted();
		const verdict = await verifyOne(archive, host, {
			tops,
			onRead: bar.read,
			onCompared: ({ digest: actual, before: status }, digest) =>
				(digest === actual ? right : wrong).push({ path, digest, status }),
		});
		bar.step();
		return verdict;
	});
	const found = await work.catch(async (error: unknown) => {
		await keepFindings(host, mirror, { right, wrong }, false);
		throw error;
	});
	await keepFindings(host, mirror, { right, wrong }, true);
	bar.clear();
	return found.filter((verdict) => verdict !== undefined);
}

function verdictOn(path: string, state: VerdictState, expected?: string, actual?: string): Verdict {
	return { path, state, expected: expected ?? null, actual: actual ?? null };
}

interface Verifying {
	readonly tops: readonly string[];
	/** Told of each piece that was read, in bytes. */
	onRead(bytes: number): void;
	/** Told of an archive that is right or wrong, and of the digest in its hash file. */
	onCompared(reading: Reading, expected: string): void;
}

/** `undefined` if the archive is gone. */
async function verifyOne(
	{ path, realPath }: Archive,
	host: Host,
	{ tops, onRead, onCompared }: Verifying,
): Promise<Verdict | undefined> {
	const verdict = (state: VerdictState, expected?: string, actual?: string): Verdict =>
		verdictOn(path, state, expected, actual);
	try {
		const content = await host.files.read(realPath + hashEnding);
		const expected = content === undefined ? undefined : digestIn(content);
		if (expected === undefined) {
			const unfinished = await whyUnfinished(realPath, tops, scanPorts(host));
			if (unfinished !== undefined) return verdict('in-progress');
			if ((await whyCutOff(realPath, host.files)) !== undefined) return verdict('cut-off');
			return verdict(content === undefined ? 'no-hash' : 'bad-hash-file');
		}
		const reading = await readDigest(host, realPath, tops, onRead);
		if (reading.kind === 'gone') return undefined;
		if (reading.kind === 'left') return verdict('in-progress');
		const actual = reading.digest;
		if (expected === actual) {
			if ((await whyCutOff(realPath, host.files)) !== undefined) return verdict('cut-off', expected, actual);
			onCompared(reading, expected);
			return verdict('right', expected, actual);
		}
		// Only a finished archive can be wrong.
		const unsettled = await whyUnsettled(host, reading, tops);
		if (unsettled !== undefined) return unsettled.kind === 'gone' ? undefined : verdict('in-progress');
		onCompared(reading, expected);
		return verdict((await isNewer(realPath, host)) ? 'stale' : 'wrong', expected, actual);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printNote(host, error.message);
		return verdict('unreadable');
	}
}

/** An archive written after its hash file is a newer one, not a damaged one. */
async function isNewer(archive: string, host: Host): Promise<boolean> {
	const written = (await host.files.status(archive))?.modified ?? 0;
	const hashed = (await host.files.status(archive + hashEnding))?.modified ?? 0;
	return written > hashed;
}

function isTrouble({ state }: Verdict): boolean {
	return state !== 'right' && state !== 'in-progress';
}

const words: Readonly<Record<Exclude<VerdictState, 'right'>, string>> = {
	wrong: 'does not match its hash file: either one is damaged',
	stale: 'was written after its hash file: "buildrepo digestgen --repair" hashes it again',
	'no-hash': 'has no hash file: "buildrepo digestgen" writes it',
	'bad-hash-file': 'has a hash file without a digest: "buildrepo digestgen --repair" rewrites it',
	'cut-off': 'is cut off, since it does not end as .xz files do: build it again',
	'in-progress': 'may still be written to: skipped',
	unreadable: 'cannot be read',
	leftover: 'is left over from an archive that is gone: "buildrepo digestgen" removes it',
};

/** @param before how many of the right ones were not hashed again */
function report({ report }: Host, verdicts: readonly Verdict[], before: number): void {
	if (report === undefined) return;
	for (const { path, state } of verdicts) if (state !== 'right') report({ event: 'verdict', path, state });
	report({
		event: 'verified',
		total: checkedOf(verdicts),
		right: count(verdicts, 'right'),
		before,
		inProgress: count(verdicts, 'in-progress'),
	});
}

function count(verdicts: readonly Verdict[], wanted: VerdictState): number {
	return verdicts.filter(({ state }) => state === wanted).length;
}

/** How many archives were checked: hash files whose archive is gone are none of them. */
function checkedOf(verdicts: readonly Verdict[]): number {
	return verdicts.length - count(verdicts, 'in-progress') - count(verdicts, 'leftover');
}

function tell(host: Host, verdicts: readonly Verdict[], before: number): void {
	const colored = colorizer(host);
	for (const { path, state } of verdicts) {
		if (state === 'right') continue;
		const color: Color = ['wrong', 'bad-hash-file', 'cut-off'].includes(state) ? 'red' : 'yellow';
		host.out.write(`${oneLine(path)} ${colored(words[state], color)}\n`);
	}
	const left = count(verdicts, 'in-progress');
	const rest = left === 0 ? '' : `, ${left} in progress and skipped`;
	const hashed = before === 0 ? '' : ` (${before} of them checked by the run that was interrupted)`;
	say(
		host,
		`${count(verdicts, 'right')} of ${withCount(checkedOf(verdicts), 'archive')} right${hashed}${rest}`,
	);
}
