/** Sends one build: into a directory of its own on the master, from which it is put in its place when all of it is there. */
import { FileError } from '../../../base/fileSystem.ts';
import { joinPath } from '../../../base/posixPath.ts';
import { sizeText } from '../../../base/sizeText.ts';
import {
	type Arrival,
	applyChange,
	arrivalMade,
	arrivalPath,
	arrivalPlaced,
	arrivalScript,
	discardScript,
	isSameBuild,
	lookAtUpload,
	placeScript,
	type SentDigest,
	type UploadableBuild,
	uploadMarkPath,
} from '../../../repository/index.ts';
import { CommandError } from '../../commandError.ts';
import { scanPorts } from '../../ports.ts';
import type { Session } from '../../session.ts';
import { claimMark } from '../claim.ts';
import { openControl } from '../claimedBuild.ts';
import { mirrorNames } from '../steadyHash.ts';
import { type Master, MasterError } from './master.ts';
import { recordUpload } from './recordUpload.ts';
import type { Busy, UploadOutcome } from './uploadOutcome.ts';

/**
 * Sends a build. Only one run at a time sends builds of a subarch. Rejects with `AbortError` only; what has arrived stays there.
 * @param tell told of how many bytes of it are there
 */
export async function sendBuild(
	session: Session,
	master: Master,
	build: UploadableBuild,
	tell: (bytes: number) => void,
): Promise<UploadOutcome | Busy> {
	const { subarch } = build.candidate;
	const path = uploadMarkPath(subarch);
	try {
		const root = await openControl(session, subarch);
		const claim = await claimMark(session.host, root, path, 'a build is about to be uploaded');
		if (claim.kind === 'failed') return failed(`it cannot be claimed for the upload: ${claim.reason}`);
		if (claim.kind === 'others') {
			const { mark } = claim;
			const who =
				mark.kind === 'unknown'
					? `: ${mark.reason}; if no run is at work there, remove ${path}`
					: ` (${path})`;
			return { kind: 'busy', reason: `another run uploads a build of its subarch${who}` };
		}
		try {
			return await recordUpload(session, master, build, () => attempt(session, master, build, tell));
		} finally {
			await applyChange(root, { kind: 'remove-file', path, reason: 'the upload has ended' });
		}
	} catch (error) {
		if (error instanceof CommandError) return failed(error.message);
		throw error;
	}
}

async function attempt(...args: Parameters<typeof transfer>): Promise<UploadOutcome> {
	try {
		return await transfer(...args);
	} catch (error) {
		if (error instanceof MasterError) return failed(error.message, error.trouble.concerns === 'everything');
		if (error instanceof FileError) return failed(error.message);
		throw error;
	}
}

function failed(reason: string, ends = false): UploadOutcome {
	return { kind: 'failed', reason, ends };
}

async function transfer(
	session: Session,
	master: Master,
	build: UploadableBuild,
	tell: (bytes: number) => void,
): Promise<UploadOutcome> {
	const { host } = session;
	const arrival: Arrival = { path: master.path, build, host: host.hostName };
	const made = await master.ask(arrivalScript(arrival));
	const step = arrivalMade(made, arrival);
	if (step.kind === 'exists') return { kind: 'already-there' };
	if (step.kind === 'no-space') {
		const { needed, free } = step;
		const reason = `${master.host} has ${sizeText(free)} free at ${master.path}, and it needs ${sizeText(needed)}: make room there`;
		return failed(reason, true);
	}
	if (step.kind !== 'done')
		return failed(`${master.host} did not make a directory for it: ${said(made.complaint)}`);
	const digests = await digestsOf(session, build);
	const to = arrivalPath(master.path, build, host.hostName);
	const from = (await host.files.realPath(build.path)) ?? build.path;
	for (const byContent of [false, true]) {
		await master.send(from, to, byContent, tell);
		const changed = await whyChanged(session, build);
		if (changed !== undefined) return failed(changed);
		const placed = await master.ask(placeScript(arrival, digests));
		const end = arrivalPlaced(placed, placed.complaint);
		if (end.kind === 'done') return { kind: 'sent' };
		if (end.kind === 'exists') return { kind: 'already-there' };
		if (end.kind !== 'damaged')
			return failed(`${master.host} did not put it in its place: ${said(placed.complaint)}`);
		// A file of the right size and time may hold something else if that machine went down meanwhile.
		if (byContent)
			return failed(
				`what arrives is not what its hash files say (${end.what}): "buildrepo verify" tells whether it is damaged here`,
			);
	}
	return failed('it did not arrive');
}

function said(complaint: string): string {
	return complaint.trim().split('\n').at(-1) || 'it did not say why';
}

/** The digests of all files: those of archives from their hash files, the others now. Rejects with `FileError` or `AbortError`. */
async function digestsOf(
	{ host }: Session,
	{ files, path }: UploadableBuild,
): Promise<readonly SentDigest[]> {
	const archives: SentDigest[] = [];
	const others: SentDigest[] = [];
	for (const { name, digest } of files) {
		if (digest !== undefined) archives.push({ name, digest });
		else {
			const own = await host.hasher.sha256(joinPath(path, name), host.signal);
			if (own !== undefined) others.push({ name, digest: own });
		}
	}
	// The small files come last, so that little time passes until the build is in its place.
	return [...archives, ...others];
}

/** Why what was sent may not be what the build is now; `undefined`: nothing has changed. */
async function whyChanged(session: Session, build: UploadableBuild): Promise<string | undefined> {
	const { host } = session;
	const { mirror, dialect } = await session.setup();
	const ports = scanPorts(host);
	const now = await lookAtUpload(build.candidate, dialect, await mirrorNames(host, mirror), ports);
	if (now.kind === 'not-ready') return now.reason;
	return isSameBuild(build, now.build)
		? undefined
		: 'it changed while it was sent: the next run sends it as it is then';
}

/** Removes what an earlier upload of a build that the master has by now left beside it. Failures do not matter: nobody reads it. */
export async function discardArrival(
	{ host }: Session,
	master: Master,
	build: UploadableBuild,
): Promise<void> {
	try {
		await master.ask(discardScript({ path: master.path, build, host: host.hostName }));
	} catch (error) {
		if (!(error instanceof MasterError)) throw error;
	}
}
