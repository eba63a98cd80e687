/** Carries out an upload: sends build after build, records each, and has index.xml written on the master. */

import { sizeText } from '../../../base/sizeText.ts';
import type { UploadPlanItem, UploadTally } from '../../../protocol/events.ts';
import {
	indexOutcome,
	indexScript,
	type UploadableBuild,
	type UploadItem,
} from '../../../repository/index.ts';
import { progress } from '../../output/progress.ts';
import { printError } from '../../output/stderr.ts';
import { say } from '../../output/stdout.ts';
import type { Session } from '../../session.ts';
import { type Master, MasterError } from './master.ts';
import { discardArrival, sendBuild } from './sendBuild.ts';
import type { Busy, UploadOutcome } from './uploadOutcome.ts';

type OpenTally = { -readonly [Key in keyof UploadTally]: UploadTally[Key] } & {
	sent: { path: string; bytes: number }[];
	failed: { path: string; reason: string }[];
};

export interface UploadOptions {
	/** Whether index.xml is to be written on the master. */
	readonly index: boolean;
	/** Progress is printed in lines. */
	readonly lines: boolean;
}

/** Sends what the plan says. Rejects with `AbortError` only. */
export async function sendBuilds(
	session: Session,
	master: Master,
	items: readonly UploadItem[],
	options: UploadOptions,
): Promise<UploadTally> {
	const { host } = session;
	const begin = host.timer.elapsed();
	const toSend = items.flatMap((item) => (item.action === 'send' ? [item.build] : []));
	const tally: OpenTally = {
		host: master.host,
		path: master.path,
		sent: [],
		there: items.filter(({ action }) => action === 'there').length,
		skipped: items.filter(({ action }) => action === 'skip').map(planItem),
		failed: [],
		left: 0,
		index: 'none',
		seconds: 0,
	};
	for (const item of items)
		if (item.action === 'there' && item.arrived) await discardArrival(session, master, item.build);
	const bytes = toSend.reduce((sum, build) => sum + build.bytes, 0);
	const bar = progress(host, toSend.length, 'upload', { lines: options.lines, bytes });
	for (const [index, build] of toSend.entries()) {
		host.signal.throwIfAborted();
		let read = 0;
		const tell = (done: number): void => {
			const now = Math.min(done, build.bytes);
			if (now > read) bar.read(now - read);
			read = Math.max(read, now);
		};
		const outcome = await sendBuild(session, master, build, tell);
		bar.clear();
		settle(session, master, tally, build, outcome);
		tell(build.bytes);
		bar.step();
		if (outcome.kind !== 'failed' || !outcome.ends) continue;
		tally.left = toSend.length - index - 1;
		break;
	}
	bar.clear();
	if (tally.sent.length > 0) tally.index = options.index ? await writeIndex(session, master) : 'off';
	tally.seconds = Math.round((host.timer.elapsed() - begin) / 1000);
	return tally;
}

/** Enters the outcome in the tally, and tells of it. */
function settle(
	{ host }: Session,
	master: Master,
	tally: OpenTally,
	{ path, bytes }: UploadableBuild,
	outcome: UploadOutcome | Busy,
): void {
	switch (outcome.kind) {
		case 'sent':
			tally.sent.push({ path, bytes });
			say(host, `Uploaded ${path} (${sizeText(bytes)})`);
			host.report?.({ event: 'uploaded', path, bytes });
			return;
		case 'already-there':
			tally.there += 1;
			say(host, `${path} is already there`);
			return;
		case 'busy':
			tally.skipped = [...tally.skipped, { action: 'skip', path, why: 'not-ready', reason: outcome.reason }];
			say(host, `${path} stays here: ${outcome.reason}`);
			host.report?.({ event: 'kept', path, reason: outcome.reason });
			return;
		case 'failed':
			tally.failed.push({ path, reason: outcome.reason });
			printError(host, `${path} is not uploaded to ${master.host}: ${outcome.reason}`);
			host.report?.({ event: 'kept', path, reason: outcome.reason });
	}
}

/** Has index.xml written on the master; if that fails, says what to do there. */
async function writeIndex({ host }: Session, master: Master): Promise<'written' | 'failed'> {
	const complain = (reason: string): 'failed' => {
		printError(host, `index.xml is not written on ${master.host}: ${reason}`);
		return 'failed';
	};
	try {
		const answer = await master.ask(indexScript(master.settings.buildrepo));
		const outcome = indexOutcome(answer);
		switch (outcome.kind) {
			case 'written':
				say(host, `index.xml is written on ${master.host}`);
				return 'written';
			case 'no-program':
				return complain(
					'there is no buildrepo on its PATH: name it in upload/buildrepo, write "index: no" there, or run "buildrepo index.xml" on the master yourself',
				);
			case 'unknown':
				return complain('the answer was cut off: run "buildrepo index.xml" there');
			case 'failed': {
				const last = answer.complaint.trim().split('\n').at(-1) ?? '';
				return complain(`"buildrepo index.xml" ended there with status ${outcome.status}: ${last}`);
			}
		}
	} catch (error) {
		if (error instanceof MasterError) return complain(error.message);
		throw error;
	}
}

/** An item of the plan as events and JSON have it. */
export function planItem(item: UploadItem): UploadPlanItem {
	if (item.action === 'skip') {
		const { action, path, why, reason } = item;
		return { action, path, why, reason };
	}
	const { action, build } = item;
	const resumes = item.action === 'send' && item.resumes;
	return { action, path: build.path, bytes: build.bytes, ...(resumes && { resumes }) };
}
