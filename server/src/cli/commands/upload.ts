/** `upload`: sends new dated builds to the master of several servers. */

import { withCount } from '../../base/phrases.ts';
import { sizeText } from '../../base/sizeText.ts';
import type { UploadPlan } from '../../protocol/events.ts';
import { openMaster } from '../changes/upload/master.ts';
import { planUpload } from '../changes/upload/planUpload.ts';
import { planItem, sendBuilds } from '../changes/upload/sendBuilds.ts';
import { isRefusal, tellUploads, uploadStatus } from '../changes/upload/uploadWords.ts';
import type { Command } from '../command.ts';
import type { Host, Output } from '../host.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { printError } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';

export const upload: Command = {
	name: 'upload',
	family: 'extended',
	usage: '[--pretend] [--no-index] [PATH...]',
	summary: 'send new builds to the master of several servers',
	details: [
		'PATH is the directory of a build, a subarch or anything above them, or BUILD/ARCH/SUBARCH[/DATE]; without one, all builds are looked at. Those are sent that are complete, that no build in progress covers, whose archives have hash files, and that the master does not have.',
		'Where the master is comes from .metro: [section upload] with host, and if need be path, bandwidth, buildrepo and index. rsync sends over ssh, as your ssh configuration has it. A build arrives in a hidden directory beside its place, is checked there against its hash files, and is then put in its place at once; nothing that exists there is replaced or removed. After an interruption, the next call goes on from what has arrived.',
		'A build that the master had and has removed since, as clean does, is sent again only if its own directory is named.',
	],
	exitStatus:
		'0; 1 if a build could not be sent, the master has another one of its name or cannot take it, or index.xml was not written there; 2 if .metro names no master or there is no rsync',
	options: [
		{ name: 'pretend', summary: 'say what would be sent, and send nothing' },
		{ name: 'no-index', summary: 'do not write index.xml on the master' },
		eventsOption,
	],
	async run(session, { options, words }) {
		const { host } = session;
		const json = options.has('json');
		const quiet = json ? { ...session, host: { ...host, out: nowhere } } : session;
		const master = await openMaster(session);
		const items = await planUpload(session, master, words, options.has('pretend') ? 'pretend' : 'upload');
		const plan: UploadPlan = {
			host: master.host,
			path: master.path,
			bytes: items.reduce((sum, item) => sum + (item.action === 'send' ? item.build.bytes : 0), 0),
			items: items.map(planItem),
		};
		host.report?.({ event: 'upload-plan', ...plan });
		if (!json) tellSkipped(host, plan);
		const differs = plan.items.some(({ why }) => isRefusal(why));
		if (options.has('pretend')) {
			if (json) writeJson(host, plan);
			else tellPlan(host, plan);
			return differs ? 1 : 0;
		}
		const index = master.settings.index && !options.has('no-index');
		const tally = await sendBuilds(quiet, master, items, { index, lines: false });
		host.report?.({ event: 'uploads', tally });
		if (json) writeJson(host, tally);
		else tellUploads(host, tally);
		return uploadStatus(tally);
	},
};

const nowhere: Output = { write: () => {}, flush: () => Promise.resolve(), isTerminal: false };

function tellSkipped(host: Host, { items }: UploadPlan): void {
	for (const { action, path, why, reason } of items) {
		if (action !== 'skip') continue;
		if (isRefusal(why)) printError(host, `${path} is not uploaded: ${reason}`);
		else say(host, `${path} stays here: ${reason}`);
	}
}

function tellPlan(host: Host, { items, host: name, path, bytes }: UploadPlan): void {
	const toSend = items.filter(({ action }) => action === 'send');
	for (const item of toSend)
		say(
			host,
			`Would upload ${item.path} (${sizeText(item.bytes ?? 0)}${item.resumes ? ', part of it is there' : ''})`,
		);
	const there = items.filter(({ action }) => action === 'there').length;
	const what = `${withCount(toSend.length, 'build')} (${sizeText(bytes)})`;
	say(host, `${what} to upload to ${name}:${path}, ${there} there already.`);
}
