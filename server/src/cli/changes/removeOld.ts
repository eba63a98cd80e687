/** Carries out the plan of `clean`, item by item, and tells what went and what was left alone. */
import { toCivil } from '../../base/civilTime.ts';
import {
	applyChange,
	type ChangeRoot,
	diskUseOf,
	diskUseText,
	type RemovalRules,
	type RetentionItem,
	whyNotRemovable,
} from '../../repository/index.ts';
import { progress } from '../output/progress.ts';
import { printError } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { complaintOf, openMirror, whyNotMade } from './change.ts';
import { type RemovalPlan, removalsOf } from './removalPlan.ts';

interface Removal {
	readonly session: Session;
	readonly root: ChangeRoot;
	readonly rules: RemovalRules;
	/** In bytes. */
	freed: number;
	/** Something whose size could not be read went as well. */
	freedMore: boolean;
	/** How many changes were made. */
	made: number;
	/** How many items were left alone, in whole or in part. */
	leftAlone: number;
}

/** Removes what the plan says. True if all of it went and nothing stood against a removal. */
export async function removeOld(session: Session, plan: RemovalPlan): Promise<boolean> {
	const { host } = session;
	const { policy } = await session.scan();
	const { dialect } = await session.setup();
	const work: Removal = {
		session,
		root: await openMirror(session),
		rules: { dialect, policy, now: toCivil(session.clock.now()) },
		freed: 0,
		freedMore: false,
		made: 0,
		leftAlone: 0,
	};
	for (const { item, obstacle } of plan.items)
		if (obstacle !== undefined) {
			printError(host, `left alone: ${item.path}: ${obstacle.message}`);
			leaveAlone(work, item, obstacle.message);
		}
	const going = removalsOf(plan);
	const bar = progress(host, going.length, 'removal');
	for (const item of going) {
		bar.clear();
		await removeItem(work, item);
		bar.step();
	}
	bar.clear();
	const left = work.leftAlone === 0 ? '' : `, ${work.leftAlone} left alone`;
	const atLeast = work.freedMore ? 'at least ' : '';
	say(host, `Freed ${atLeast}${diskUseText(work.freed)}B in ${work.made} removals${left}.`);
	return work.leftAlone === 0;
}

/** Makes the changes that remove one item, and reports whether all of it is gone. */
async function removeItem(work: Removal, item: RetentionItem): Promise<void> {
	const { session, root, rules } = work;
	const { host } = session;
	const ports = scanPorts(host);
	let bytes: number | undefined = 0;
	let kept: string | undefined;
	host.signal.throwIfAborted();
	const obstacle = await whyNotRemovable(item, rules, ports);
	if (obstacle !== undefined) {
		printError(host, `left alone: ${item.path}: ${obstacle}`);
		leaveAlone(work, item, obstacle);
		return;
	}
	for (const change of item.changes) {
		host.signal.throwIfAborted();
		say(host, `Removing ${change.path}...`);
		const size: number | undefined = await diskUseOf(change.path, ports);
		const outcome = await applyChange(root, change);
		const complaint = complaintOf(outcome);
		if (complaint !== undefined) {
			printError(host, complaint);
			kept ??= whyNotMade(outcome);
			continue;
		}
		work.made += 1;
		work.freed += size ?? 0;
		work.freedMore ||= size === undefined;
		bytes = bytes === undefined || size === undefined ? undefined : bytes + size;
	}
	const { path, what } = item;
	if (kept !== undefined) leaveAlone(work, item, kept);
	else if (what !== 'stranger')
		host.report?.({ event: 'removed', kind: what, path, ...(bytes !== undefined && { bytes }) });
}

/** Counts what stays, and reports it. */
function leaveAlone(work: Removal, { path }: RetentionItem, reason: string): void {
	work.leftAlone += 1;
	work.session.host.report?.({ event: 'kept', path, reason });
}
