/** `compress` (2019): compresses the archives below a directory that are marked for it. */
import {
	busyEnding,
	type ChangeRoot,
	compressors,
	findRemains,
	findWaiting,
	holderPhrase,
	locateChange,
	markEnding,
	type RunMark,
	type Trouble,
	type WaitingArchive,
	whyLocked,
} from '../../repository/index.ts';
import { changeOn, openDirectory } from '../changes/change.ts';
import { claimMark } from '../changes/claim.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { locate } from '../locate.ts';
import { eventsOption } from '../output/events.ts';
import { type Progress, progress } from '../output/progress.ts';
import { printError, printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';

export const compress: Command = {
	name: 'compress',
	family: 'metro',
	takes: 'rest',
	dialects: ['2019', '2024'],
	usage: 'DIR',
	summary: 'compress all archives below DIR that are marked with a .tar.cme file',
	details: [
		'target/compression chooses the format: xz, gz or bz2. The compressed archive appears whole; then the uncompressed one and its mark are removed. An archive that cannot be compressed keeps its mark.',
		'Archives of a build in progress are left alone, and so are archives that another run is compressing (.tar.cme.run). The mark of a run that has ended is taken over.',
	],
	exitStatus:
		'0; 1 if an archive could not be compressed, or it is unknown whether another run is compressing it',
	textOnly: () => 'compress',
	options: [eventsOption],
	async run(session, { words }) {
		const { host } = session;
		const [directory, ...more] = words;
		if (directory === undefined || more.length > 0) {
			say(host, 'Please specify path to scan as second argument.');
			return 1;
		}
		const top = await locate(session, directory);
		if (top === undefined) throw new CommandError(`${directory} does not exist: name a directory`);
		const root = await openDirectory(session, top, `${top} does not exist: name a directory`);
		const work: Work = { session, root, left: [], status: undefined };
		const troubles: Trouble[] = [];
		const bar = await barFor(host, top);
		for await (const waiting of findWaiting(top, scanPorts(host), troubles)) {
			host.signal.throwIfAborted();
			await compressOne(work, waiting);
			bar.step();
		}
		for await (const remains of findRemains(top, scanPorts(host), troubles))
			await changeOn(root, session, remains);
		for (const { message } of troubles) printNote(host, message);
		for (const line of work.left) printNote(host, line);
		if (work.left.length > 0) printNote(host, `${work.left.length} left alone`);
		return work.status;
	},
};

/** With events, the archives are counted first. */
async function barFor(host: Host, top: string): Promise<Progress> {
	let total = 0;
	if (host.report) for await (const _ of findWaiting(top, scanPorts(host), [])) total += 1;
	return progress(host, total, 'archive');
}

interface Work {
	readonly session: Session;
	readonly root: ChangeRoot;
	/** One line for each archive that was left alone, with the reason. */
	readonly left: string[];
	/** The exit status, once something went wrong. */
	status: number | undefined;
}

async function compressOne(work: Work, { path, present, mark }: WaitingArchive): Promise<void> {
	const { host } = work.session;
	// A dead run may have been about to finish.
	if (!present && mark.kind !== 'dead') return tellMissing(host, path);
	const locked = await whyLocked(path, ['/'], scanPorts(host));
	if (locked !== undefined) return leaveAlone(work, path, locked);
	if (mark.kind === 'busy' || mark.kind === 'unknown') return leave(work, path, mark);
	const compressor = await compressorOf(work.session);
	const claim = await claimMark(host, work.root, path + busyEnding, 'compression in progress');
	if (claim.kind === 'others') return leave(work, path, claim.mark);
	if (claim.kind === 'failed') return void failed(work, claim.reason);
	await compressClaimed(work, path, compressor);
	await remove(work, path + busyEnding, 'compression has ended');
	host.signal.throwIfAborted();
}

/** Compresses an archive that this run has marked, or finishes the work of a dead run. */
async function compressClaimed(work: Work, path: string, compressor: ChosenCompressor): Promise<void> {
	const { host } = work.session;
	const isThere = async (file: string): Promise<boolean> => (await host.files.linkStatus(file)) !== undefined;
	// Another run may have come first.
	if (!(await isThere(path + markEnding))) return;
	const target = path + compressor.ending;
	if (await isThere(path)) {
		if (!(await compressTo(work, path, target, compressor))) return;
		if (!(await remove(work, path, 'the archive is compressed'))) return;
	} else if (!(await isThere(target))) return tellMissing(host, path);
	await remove(work, path + markEnding, 'the archive is compressed');
}

/** Makes the compressed archive. Files beside an earlier archive of that name are removed: they describe the earlier one. */
async function compressTo(
	work: Work,
	path: string,
	target: string,
	{ program, options }: ChosenCompressor,
): Promise<boolean> {
	const { session, root } = work;
	const { host } = session;
	say(host, `Compressing file ${path}...`);
	await host.out.flush();
	for (const ending of (await session.setup()).dialect.digests.companions)
		await remove(work, target + ending, 'its archive is replaced');
	const place = await locateChange(root, path);
	if (place.kind === 'refused') return failed(work, place.reason);
	const outcome = await host.compressor.compress({
		program,
		arguments: options,
		env: host.env,
		source: place.real,
		target: place.real + target.slice(path.length),
	});
	switch (outcome.kind) {
		case 'done':
			host.report?.({ event: 'compressed', path: target });
			return true;
		case 'changed':
			return failed(work, `${path} changed while it was being compressed: call again`);
		case 'failed':
			return failed(work, `${program} could not compress ${path}: ${outcome.reason}`);
	}
}

function tellMissing(host: Host, path: string): void {
	say(host, `${path} doesn't exist, can't compress.`);
}

/** Another run is compressing it, or may be: prints Metro's message, and who. */
async function leave(work: Work, path: string, mark: RunMark): Promise<void> {
	const { host, toTheLetter } = work.session;
	const { dialect } = await work.session.setup();
	const named = dialect.name === '2024' ? ` of ${path}${markEnding}` : '';
	say(host, `Compression${named} in progress, skipping...`);
	if (mark.kind === 'unknown') {
		// For its own marks Metro prints nothing more and ends with 0.
		if (mark.metros && toTheLetter) return;
		work.status = 1;
		leaveAlone(work, path, mark.reason);
	} else if (mark.kind === 'busy') {
		leaveAlone(work, path, `it is being compressed (${holderPhrase(mark.holder)})`);
	}
}

function leaveAlone(work: Work, path: string, reason: string): void {
	work.left.push(`${path} left alone: ${reason}`);
	work.session.host.report?.({ event: 'kept', path, reason });
}

/** Reports what went wrong. Returns false for the caller to pass on. */
function failed(work: Work, reason: string): false {
	// A user who interrupts needs no error.
	if (!work.session.host.signal.aborted) printError(work.session.host, reason);
	work.status = 1;
	return false;
}

async function remove(work: Work, path: string, reason: string): Promise<boolean> {
	const done = await changeOn(work.root, work.session, { kind: 'remove-file', path, reason });
	if (!done) work.status = 1;
	return done;
}

interface ChosenCompressor {
	/** With its dot. */
	readonly ending: string;
	readonly program: string;
	readonly options: readonly string[];
}

/** Throws `CommandError` if `target/compression` names no compressor. */
async function compressorOf(session: Session): Promise<ChosenCompressor> {
	const { compression = '', metroFile } = await session.setup();
	const { dialect } = await session.setup();
	const usable = [...compressors].filter(([name]) => dialect.name !== '2024' || name !== 'bz2');
	const compressor = new Map(usable).get(compression);
	if (compressor === undefined) {
		const what = compression === '' ? 'is not set' : `is "${compression}"`;
		const names = usable.map(([name]) => name).join(', ');
		throw new CommandError(`target/compression ${what}: set it to one of ${names} in ${metroFile}`);
	}
	const [program, ...options] = compressor;
	return { ending: `.${compression}`, program, options };
}
