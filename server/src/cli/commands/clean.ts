/** `clean`: what to remove of old builds and snapshots, as a shell script; with `--apply` it removes it. */
import { checkCancelled } from '../../base/cancel.ts';
import { toCivil } from '../../base/civilTime.ts';
import { cleanScript, type RetentionItem, retention } from '../../repository/index.ts';
import { changeOn, openMirror } from '../change.ts';
import type { Command } from '../command.ts';
import { writeJson } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';

export const clean: Command = {
	name: 'clean',
	family: 'metro',
	usage: '[--apply [--yes]]',
	summary: 'print a shell script that removes old builds and snapshots',
	details: [
		'Of each subarch the keep_num most recent complete builds are kept, of each build as many snapshots. Incomplete builds go once they are stale, but not while a build is in progress. What is not a build directory is never touched.',
		'With --apply the removals are carried out instead, below the mirror only and never through a link; each is looked at again right before.',
	],
	options: [
		{ name: 'apply', summary: 'remove what the script would remove' },
		{ name: 'yes', summary: 'with --apply, do not ask first' },
	],
	async run(session, { options }) {
		const { repository, policy } = await session.scan();
		const items = retention(repository, policy, toCivil(session.clock.now()));
		if (options.has('apply')) return applyClean(session, items, options.has('yes'));
		if (options.has('yes')) throw new Refusal('--yes means nothing without --apply');
		if (options.has('json')) writeJson(session.host, items.map(itemJson));
		else for (const line of cleanScript(items)) session.host.out.write(`${line}\n`);
		return undefined;
	},
};

function itemJson(item: RetentionItem): object {
	const { action, reason, what, path, changes } = item;
	return { action, reason, what, path, removes: changes.map((change) => change.path) };
}

async function applyClean(
	session: Session,
	items: readonly RetentionItem[],
	yes: boolean,
): Promise<number | undefined> {
	const { host } = session;
	const changes = items.flatMap((item) => item.changes);
	if (changes.length === 0) {
		host.out.write('Nothing to remove.\n');
		return undefined;
	}
	if (
		!yes &&
		!(await confirm(
			session,
			changes.map((change) => change.path),
		))
	)
		return 1;
	const ground = await openMirror(session);
	let status: number | undefined;
	for (const change of changes) {
		checkCancelled(host.signal);
		host.out.write(`Removing ${change.path}...\n`);
		if (!(await changeOn(ground, session, change))) status = 1;
	}
	return status;
}

async function confirm(session: Session, paths: readonly string[]): Promise<boolean> {
	const { host } = session;
	for (const path of paths) host.out.write(`${path}\n`);
	await host.out.flush();
	const answer = await host.ask(`Remove these ${paths.length}? [y/N] `);
	if (answer === undefined) throw new Refusal('nobody is there to be asked: add --yes to remove all this');
	return /^y(es)?$/i.test(answer.trim());
}
