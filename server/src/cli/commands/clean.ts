/** `clean`: what to remove of old builds and snapshots, as a shell script; with `--apply` it removes it. */

import type { PlanReason } from '../../protocol/events.ts';
import { blockedIn, type PlannedItem, removalsIn } from '../../repository/index.ts';
import { planHash, planItems, planRemovals, type RemovalPlan } from '../changes/removalPlan.ts';
import { removeOld } from '../changes/removeOld.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';

export const clean: Command = {
	name: 'clean',
	family: 'metro',
	usage: '[--keep PATH]... [--brief | --apply [--yes] [--expect HASH]]',
	summary: 'print a shell script that removes old builds and snapshots',
	details: [
		'Keeps the keep_num most recent complete builds of each subarch, and as many snapshots of each build. Incomplete builds go once they are stale, but not while a build is in progress. Directories that are not builds are never touched.',
		'With --apply, removes the builds itself, only below the mirror and never through a link; each build and snapshot is checked again right before its removal (enough more recent ones must still be there), and builds are renamed first. A shell that runs the script does none of this: prefer --apply.',
		'With --events alone, the plan is reported: each item with its reason, what would go with its size, the script and its SHA-256. With --apply, what was removed and what was left alone is reported.',
		'--keep holds back a build or snapshot, by its path or its name below the mirror, and what it leads to; the script and its SHA-256 say so.',
		'--expect takes the SHA-256 of the reviewed script, as sha256sum prints it: if the script would differ now, nothing is removed.',
	],
	exitStatus:
		'0; 1 if not all could be removed, the answer was no, the script is not that of --expect, or a directory of the repository cannot be read',
	textOnly: (options) => (options.has('apply') ? 'clean --apply' : undefined),
	options: [
		{
			name: 'keep',
			value: 'PATH',
			summary: 'hold back this build or snapshot; may be given several times',
		},
		{ name: 'brief', summary: 'count what is kept, instead of naming it' },
		{ name: 'apply', summary: 'remove what the script would remove' },
		{ name: 'yes', summary: 'with --apply, do not ask first' },
		{ name: 'expect', value: 'HASH', summary: 'with --apply, only if the script has this SHA-256' },
		eventsOption,
	],
	async run(session, { options }) {
		const keep = options.values('keep');
		const plan = await planRemovals(session, keep);
		const expected = options.value('expect');
		if (options.has('apply')) {
			if (expected !== undefined) await requirePlan(session, plan, expected);
			return applyClean(session, plan, { keep, isSure: options.has('yes') });
		}
		if (options.has('yes')) throw new CommandError('--yes means nothing without --apply');
		if (expected !== undefined) throw new CommandError('--expect means nothing without --apply');
		if (options.has('json')) await writePlan(session, plan);
		else await tellPlan(session, plan, options.has('brief'));
		return undefined;
	},
};

/** `--json`: each item as the events have it, with the paths that go. */
async function writePlan({ host }: Session, plan: RemovalPlan): Promise<void> {
	const items = await planItems(host, plan);
	writeJson(
		host,
		items.map(({ kind: what, ...item }, index) => ({ ...item, what, removes: pathsOf(plan.items[index]) })),
	);
}

function pathsOf(planned: PlannedItem | undefined): readonly string[] {
	if (planned === undefined || planned.obstacle !== undefined) return [];
	return planned.item.changes.map(({ path }) => path);
}

async function tellPlan({ host }: Session, plan: RemovalPlan, isBrief: boolean): Promise<void> {
	const { script } = plan;
	host.out.write(isBrief ? briefScript(plan) : script);
	if (host.report === undefined) return;
	const items = await planItems(host, plan);
	host.report({ event: 'plan', items, script, sha256: await planHash(plan) });
}

/** The removals of the script, and how much stays. */
function briefScript({ items, script }: RemovalPlan): string {
	const removals = script.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
	const kept = new Map<PlanReason, number>();
	for (const { item, obstacle } of items) {
		if (item.action === 'remove' && obstacle === undefined) continue;
		const reason = obstacle?.reason ?? item.reason;
		kept.set(reason, (kept.get(reason) ?? 0) + 1);
	}
	const count = [...kept.values()].reduce((sum, one) => sum + one, 0);
	const parts = [...kept].map(([reason, number]) => `${number} ${keptWords[reason]}`);
	const stays =
		count === 0
			? []
			: [`# ${count} kept: ${parts.join(', ')} ("buildrepo clean" names ${count === 1 ? 'it' : 'them'})`];
	return [...removals, ...stays].map((line) => `${line}\n`).join('');
}

/** What is kept, after a number. */
const keptWords: Readonly<Record<PlanReason, string>> = {
	recent: 'among the most recent',
	young: 'incomplete, but not stale',
	building: 'being built',
	'latest-day': 'incomplete, of the day of the latest build',
	locked: 'in a subarch that is being built',
	seed: 'from which the next build starts',
	'seed-unknown': 'from which the next build may start',
	stranger: 'not builds',
	mounted: 'with something mounted in it',
	'mount-unknown': 'with something mounted in it, perhaps',
	needed: 'that something else leads to',
	'held-back': 'held back',
	superseded: 'superseded',
	abandoned: 'abandoned',
	'given-up': 'given up',
	interrupted: 'half removed',
};

/** Throws `CommandError` unless the plan's script is the very one that was reviewed. */
async function requirePlan({ host }: Session, plan: RemovalPlan, expected: string): Promise<void> {
	if (!/^[0-9a-f]{64}$/i.test(expected)) {
		throw new CommandError(
			`"${expected}" is not a SHA-256: give the 64 digits that sha256sum prints for the script`,
		);
	}
	if ((await planHash(plan)) !== expected.toLowerCase()) throw changed(host);
}

/** Reports that nothing was removed, for programs as well. */
function changed({ report }: Host): CommandError {
	report?.({ event: 'outdated' });
	const message =
		'the repository has changed since the script was made: nothing was removed, review the script again';
	return new CommandError(message, 1);
}

async function applyClean(
	session: Session,
	plan: RemovalPlan,
	{ keep, isSure }: { readonly keep: readonly string[]; readonly isSure: boolean },
): Promise<number | undefined> {
	const { host } = session;
	const paths = removalsIn(plan.items).flatMap(({ changes }) => changes.map(({ path }) => path));
	if (paths.length === 0 && blockedIn(plan.items).length === 0) {
		say(host, 'Nothing to remove.');
		return undefined;
	}
	if (!isSure && paths.length > 0) {
		if (!(await confirm(session, paths))) return 1;
		// The user may have taken a long time to answer.
		if ((await planRemovals(session.anew(), keep)).script !== plan.script) throw changed(host);
	}
	return (await removeOld(session, plan)) ? undefined : 1;
}

async function confirm(session: Session, paths: readonly string[]): Promise<boolean> {
	const { host } = session;
	for (const path of paths) say(host, path);
	await host.out.flush();
	const answer = await host.ask(`Remove these ${paths.length}? [y/N] `);
	if (answer === undefined)
		throw new CommandError('there is no terminal to ask: add --yes to remove all this');
	return /^y(es)?$/i.test(answer.trim());
}
