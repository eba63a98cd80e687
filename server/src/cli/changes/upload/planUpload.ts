/** Plans an upload: looks at the builds here, and asks the master once what it has. */
import { undefinedIfUnreadable } from '../../../base/fileSystem.ts';
import { mapParallel } from '../../../base/parallel.ts';
import { isBelow, resolvePath } from '../../../base/posixPath.ts';
import {
	decideUpload,
	lookAtUpload,
	type MasterState,
	masterQuestion,
	masterState,
	nameOfBuild,
	notReady,
	type UploadableBuild,
	type UploadCandidate,
	type UploadItem,
	uploadCandidates,
	whyNoMaster,
} from '../../../repository/index.ts';
import { isRecentRsync } from '../../../transfer/transferTrouble.ts';
import { namedSubarch } from '../../arguments/namedSubarch.ts';
import { CommandError } from '../../commandError.ts';
import { scanPorts } from '../../ports.ts';
import type { Scanned, Session } from '../../session.ts';
import { mirrorNames } from '../steadyHash.ts';
import { recallWrong } from '../verifiedBefore.ts';
import { type Master, MasterError } from './master.ts';
import { type RecordedUploads, recordedUploads, recordUnsent } from './recordUpload.ts';

/** How many builds are looked at at one time. */
const atOnce = 4;

/** A candidate that the user asked for. */
interface Chosen extends UploadCandidate {
	/** By the name of this very build. */
	readonly named: boolean;
}

/**
 * Plans the upload of the builds that the words name, of all without words. Throws `CommandError` if a word names none, or if nothing
 * can be uploaded to this master.
 * @param mode `upload`: records what cannot be sent since the master does not answer
 */
export async function planUpload(
	session: Session,
	master: Master,
	words: readonly string[],
	mode: 'pretend' | 'upload',
): Promise<readonly UploadItem[]> {
	const { host } = session;
	const scanned = await session.scan();
	const chosen = await chooseBuilds(session, scanned, words);
	const tops = await mirrorNames(host, scanned.mirror);
	const ports = { ...scanPorts(host), isKnownWrong: await recallWrong(host, scanned.mirror) };
	const looked = await mapParallel(chosen, atOnce, (one) => lookAtUpload(one, scanned.dialect, tops, ports));
	const ready = looked.flatMap((one) => (one.kind === 'ready' ? [one.build] : []));
	const recorded = await recordedUploads(session, scanned, master);
	const known = ready.length === 0 ? undefined : await askMaster(session, master, ready, recorded, mode);
	return chosen.map((one, index) => {
		const found = looked[index];
		if (found?.kind !== 'ready' || known === undefined)
			return notReady(one, found?.kind === 'not-ready' ? found.reason : 'it is unknown');
		return decideUpload(
			found.build,
			known.has[ready.indexOf(found.build)],
			known,
			recorded.uploaded,
			one.named,
		);
	});
}

/** What the master has. Throws `CommandError` if it is of no use. */
async function askMaster(
	session: Session,
	master: Master,
	ready: readonly UploadableBuild[],
	recorded: RecordedUploads,
	mode: 'pretend' | 'upload',
): Promise<MasterState> {
	const { host } = session;
	const { mirror } = await session.setup();
	try {
		const answer = await master.ask(masterQuestion(master.path, ready, host.hostName));
		const state = masterState(answer, ready);
		const own = {
			boot: bootOf(host.processes.thisRun),
			mirror: (await undefinedIfUnreadable(() => host.files.status(mirror)))?.identity,
		};
		const reason = whyNoMaster(master.host, master.path, state, own, ready, isRecentRsync);
		if (reason === undefined) return state;
		throw new CommandError(reason, 1);
	} catch (error) {
		if (!(error instanceof MasterError) && !(error instanceof CommandError)) throw error;
		if (mode === 'upload') await recordUnsent(session, master, ready, recorded, error.message);
		throw new CommandError(error.message, 1, { key: 'upload/host' });
	}
}

/** The start of the kernel, as the name of a run has it. */
function bootOf(run: string): string {
	return run.split('-')[2] ?? '';
}

async function chooseBuilds(
	{ host }: Session,
	{ repository, root }: Scanned,
	words: readonly string[],
): Promise<readonly Chosen[]> {
	const all = uploadCandidates(repository.subarches);
	if (words.length === 0) return all.map((one) => ({ ...one, named: false }));
	const mirror = resolvePath(host.cwd, repository.mirror);
	const mirrors = [mirror, (await root)?.real ?? mirror];
	const chosen = new Map<UploadCandidate, boolean>();
	for (const word of words) {
		const path = resolvePath(host.cwd, word);
		const name = word.replace(/\/+$/, '');
		const pathsOf = (one: UploadCandidate): readonly string[] =>
			mirrors.map((mirror) => resolvePath(mirror, nameOfBuild(one)));
		const isWord = (one: UploadCandidate): boolean =>
			pathsOf(one).includes(path) || nameOfBuild(one) === name;
		const isIn = (one: UploadCandidate): boolean =>
			pathsOf(one).some((place) => isBelow(place, path)) || nameOfBuild(one).startsWith(`${name}/`);
		let found = all.filter((one) => isWord(one) || isIn(one));
		if (found.length === 0) {
			const subarch = namedSubarch(host, repository, word);
			found = all.filter((one) => one.subarch === subarch);
		}
		for (const one of found) chosen.set(one, isWord(one) || chosen.get(one) === true);
	}
	return all.flatMap((one) => {
		const named = chosen.get(one);
		return named === undefined ? [] : [{ ...one, named }];
	});
}
