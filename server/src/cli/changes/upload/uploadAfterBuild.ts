/** What `buildbot --upload` does after a build: hashes its archives, and uploads all that the master does not have. */
import { findArchives, type Subarch, type Trouble } from '../../../repository/index.ts';
import { CommandError } from '../../commandError.ts';
import type { Output } from '../../host.ts';
import { emptyTally } from '../../output/digestTally.ts';
import { progress } from '../../output/progress.ts';
import { printError, printNote } from '../../output/stderr.ts';
import { scanPorts } from '../../ports.ts';
import type { Session } from '../../session.ts';
import type { ClaimedBuild } from '../claimedBuild.ts';
import { hashAll } from '../hashArchives.ts';
import { findOwner } from '../mirrorOwner.ts';
import { mirrorNames } from '../steadyHash.ts';
import type { Master } from './master.ts';
import { planUpload } from './planUpload.ts';
import { sendBuilds } from './sendBuilds.ts';
import { isRefusal, tellUploads, uploadStatus } from './uploadWords.ts';

/**
 * Uploads after a build, or after there was nothing to build: what failed before is tried again. Failures are said, and do not end the
 * run of builds. Resolves with false if something failed.
 * @param built the build that has succeeded; `undefined`: nothing was built
 */
export async function uploadAfterBuild(
	session: Session,
	master: Master,
	built: Pick<ClaimedBuild, 'subarch' | 'next'> | undefined,
): Promise<boolean> {
	const { host } = session;
	// The mirror as it is now. What could not be read was said before the build.
	const now = { ...session.anew(), host };
	try {
		if (built !== undefined) await hashArchivesOf(now, built.subarch);
		const items = await planUpload(now, master, [], 'upload');
		let isRefused = false;
		for (const item of items) {
			if (item.action !== 'skip') continue;
			const isBuilt = built !== undefined && item.path === `${built.subarch.path}/${built.next.nextdate}`;
			if (!isBuilt && !isRefusal(item.why)) continue;
			printError(host, `${item.path} is not uploaded: ${item.reason}`);
			isRefused = true;
		}
		const tally = await sendBuilds(now, master, items, { index: master.settings.index, lines: false });
		if (tally.sent.length + tally.failed.length > 0) tellUploads(host, tally);
		return !isRefused && uploadStatus(tally) === 0;
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		printError(host, `nothing is uploaded: ${error.message}`);
		return false;
	}
}

const nowhere: Output = { write: () => {}, flush: () => Promise.resolve(), isTerminal: false };

/** Writes the hash files of finished archives of a subarch that have none. Throws `CommandError` if `.metro` names an unknown owner. */
async function hashArchivesOf(session: Session, { path }: Subarch): Promise<void> {
	const { host } = session;
	const { repository, dialect, root, mirror } = await session.scan();
	const place = await root;
	if (place === undefined) return;
	const troubles: Trouble[] = [];
	const subarches = repository.subarches.filter((one) => one.path === path);
	const groups = await findArchives(
		{ ...repository, mirror: path, subarches },
		dialect,
		scanPorts(host),
		troubles,
	);
	const work = {
		session: { ...session, host: { ...host, out: nowhere } },
		root: place,
		owner: await findOwner(session),
		signing: false,
		repairing: false,
		lines: false,
		tops: await mirrorNames(host, mirror),
		troubles,
		tally: emptyTally(),
	};
	for (const { archives } of groups) {
		const bar = progress(host, 0, 'archive');
		await hashAll(work, archives, dialect.digests, bar);
	}
	for (const { message } of troubles) printNote(host, message);
}
