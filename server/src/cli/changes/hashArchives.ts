/** Writes hash files for archives: several at a time, each only once the archive is certainly finished. */
import { FileError } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { oneLine } from '../../base/visible.ts';
import {
	type Archive,
	type Change,
	type ChangeRoot,
	type DigestRules,
	digestIn,
	hashEnding,
	hashFile,
	type Owner,
	restlessFor,
	type Trouble,
	whyUnfinished,
} from '../../repository/index.ts';
import type { OpenTally } from '../output/digestTally.ts';
import type { Progress } from '../output/progress.ts';
import { printError } from '../output/stderr.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { changeOn } from './change.ts';
import { sign, signatureEnding } from './sign.ts';
import { type Reading, readDigest, whyUnsettled } from './steadyHash.ts';

export interface HashingWork {
	readonly session: Session;
	readonly root: ChangeRoot;
	readonly owner: Owner | undefined;
	readonly signing: boolean;
	readonly repairing: boolean;
	/** Progress is printed in lines. */
	readonly lines: boolean;
	/** The names of the mirror. */
	readonly tops: readonly string[];
	/** What could not be read. */
	readonly troubles: Trouble[];
	readonly tally: OpenTally;
}

/** True for an archive that must be hashed: it has no hash file, or hash files are to be checked as well. */
export function isToHash({ repairing }: HashingWork, { state }: Archive): boolean {
	return state === 'new' || (repairing && state === 'hashed');
}

/**
 * Hashes archives and reports on them in order: a dot (or h) for each, or e where a hash file existed. Archives that must be
 * watched for a moment come last, so that one wait serves all of them.
 */
export async function hashAll(
	work: HashingWork,
	archives: readonly Archive[],
	{ marks, wholeMirror: briefly }: Pick<DigestRules, 'marks' | 'wholeMirror'>,
	bar: Progress,
): Promise<void> {
	const { host } = work.session;
	const report = reporter(work, marks, briefly, bar);
	const restless: Restless[] = [];
	let finished = 0;
	const isQuiet = ({ reading }: Restless): boolean =>
		restlessFor(reading.before, reading.seen, host.timer.now()) === 0;
	const finishNext = async (): Promise<void> => {
		const next = restless[finished++];
		if (next === undefined) return;
		host.signal.throwIfAborted();
		report(next.archive, next.index, await finish(work, next.archive, next.reading));
	};
	await mapParallel(archives, host.hasher.parallelism, async (archive, index) => {
		host.signal.throwIfAborted();
		const reading = isToHash(work, archive) ? await tryRead(work, archive, bar) : undefined;
		if (reading === undefined) report(archive, index, await finish(work, archive, undefined));
		else restless.push({ archive, index, reading });
		for (let next = restless[finished]; next !== undefined && isQuiet(next); next = restless[finished])
			await finishNext();
	});
	await mapParallel(restless.slice(finished), host.hasher.parallelism, finishNext);
}

/** An archive that was hashed and must still prove to be finished. */
interface Restless {
	readonly archive: Archive;
	readonly index: number;
	readonly reading: Reading;
}

/** Writes the results in the order of the archives, whichever is ready first. */
function reporter(work: HashingWork, marks: DigestRules['marks'], briefly: boolean, bar: Progress) {
	const { host } = work.session;
	const reports = new Map<number, string>();
	let reported = 0;
	return (archive: Archive, index: number, fresh: boolean): void => {
		const mark = fresh ? marks.hashed : archive.state === 'hashed' ? marks.known : '';
		reports.set(index, briefly ? mark : `${oneLine(archive.path)}\n${mark}`);
		for (let next = reports.get(reported); next !== undefined; next = reports.get(reported)) {
			bar.clear();
			host.out.write(next);
			reports.delete(reported);
			reported += 1;
		}
		if (isToHash(work, archive)) bar.step();
	};
}

/** The digest of an archive; `undefined` if it has none or needs none. The tally records the reason. */
async function tryRead(work: HashingWork, archive: Archive, bar: Progress): Promise<Reading | undefined> {
	const { host } = work.session;
	const path = archive.realPath;
	try {
		const reading = await readDigest(host, path, work.tops, bar.read);
		if (reading.kind === 'left') leaveAlone(work, path, reading.reason);
		if (reading.kind !== 'read') return undefined;
		if (archive.state === 'new' || archive.changedLater) return reading;
		const content = await host.files.read(path + hashEnding);
		return content !== undefined && digestIn(content) === reading.digest ? undefined : reading;
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printError(host, error.message);
		work.tally.failed.push(path);
		return undefined;
	}
}

/** Finishes an archive. Returns true if its hash file was written. */
async function finish(work: HashingWork, archive: Archive, reading: Reading | undefined): Promise<boolean> {
	const path = archive.realPath;
	const fresh = reading !== undefined && (await writeHashFile(work, archive, reading));
	if (archive.state === 'hashed') {
		await giveOwner(work, path + hashEnding);
		if (archive.changedLater && !work.repairing) await countAsChanged(work, path);
	}
	if (work.signing && (fresh || archive.state === 'hashed')) await signOne(work, path);
	return fresh;
}

/** Writes the hash file if the archive has not changed since it was hashed. */
async function writeHashFile(work: HashingWork, { state }: Archive, reading: Reading): Promise<boolean> {
	const { tally, owner } = work;
	const { host } = work.session;
	const { path, digest } = reading;
	try {
		const unsettled = await whyUnsettled(host, reading, work.tops);
		if (unsettled?.kind === 'left') leaveAlone(work, path, unsettled.reason);
		if (unsettled !== undefined) return false;
		const reason =
			state === 'new' ? 'the archive has no hash file' : 'the hash file does not match the archive';
		if (!(await tryChange(work, hashFile(path, digest, owner, reason)))) return false;
		host.report?.({ event: 'hashed', path, again: state !== 'new' });
		if (state === 'new') tally.hashed += 1;
		else tally.repaired.push(path);
		return true;
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printError(host, error.message);
		tally.failed.push(path);
		return false;
	}
}

/** True for an archive written after its hash file. One that is being rewritten is in progress. */
async function countAsChanged(work: HashingWork, path: string): Promise<void> {
	const reason = await whyUnfinished(path, work.tops, scanPorts(work.session.host));
	if (reason === undefined) work.tally.changedLater.push(path);
	else leaveAlone(work, path, reason);
}

function leaveAlone({ session, tally }: HashingWork, path: string, reason: string): void {
	tally.leftAlone.push({ path, reason });
	session.host.report?.({ event: 'kept', path, reason });
}

/** Makes one change; a failure is counted. */
export async function tryChange(work: HashingWork, change: Change): Promise<boolean> {
	const done = await changeOn(work.root, work.session, change);
	if (!done) work.tally.failed.push(change.path);
	return done;
}

/** Signs one archive, unless it has a signature already. */
async function signOne(work: HashingWork, path: string): Promise<void> {
	const outcome = await sign(work.session, work.root, path);
	if (outcome === 'failed') work.tally.failed.push(path);
	if (outcome === 'signed') await giveOwner(work, path + signatureEnding);
}

async function giveOwner(work: HashingWork, path: string): Promise<void> {
	if (work.owner === undefined) return;
	await tryChange(work, { kind: 'set-owner', path, owner: work.owner, reason: 'as path/mirror/owner says' });
}
