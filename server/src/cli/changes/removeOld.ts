/** Carries out the plan of `clean`, item by item, and tells what went and what was left alone. */

import { toCivil } from '../../base/civilTime.ts';
import { FileError, type FileReader } from '../../base/fileSystem.ts';
import { withCount } from '../../base/phrases.ts';
import { nameBelow, normalizePath } from '../../base/posixPath.ts';
import { sizeText } from '../../base/sizeText.ts';
import type { HistoryEntry } from '../../history/event.ts';
import {
	applyChange,
	blockedIn,
	type Change,
	type ChangeRoot,
	type RemovalRules,
	type RetentionItem,
	removalsIn,
	whyNotRemovable,
} from '../../repository/index.ts';
import { progress } from '../output/progress.ts';
import { printError } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Scanned, Session } from '../session.ts';
import { complaintOf, openMirror, whyNotMade } from './change.ts';
import type { RemovalPlan } from './removalPlan.ts';

/** Each record is written to the disk, which takes longer than to remove something small. */
const recordedAtOnce = 20;

interface Removal {
	readonly session: Session;
	readonly root: ChangeRoot;
	readonly rules: RemovalRules;
	/** In bytes. */
	freed: number;
	/** How many changes were made. */
	made: number;
	/** How many items another process had removed. */
	alreadyGone: number;
	/** How many items were left alone, or some of their files. */
	leftAlone: number;
	/** How many directories are gone in part only. */
	inPart: number;
	/** What is not recorded yet. */
	removed: HistoryEntry[];
}

/** Removes what the plan says. True if all of it went and nothing stood against a removal. */
export async function removeOld(session: Session, plan: RemovalPlan): Promise<boolean> {
	const { host } = session;
	const scanned = await session.scan();
	const { policy } = scanned;
	// What goes now may not have been seen before.
	await session.history.recordFound(scanned);
	const { dialect } = await session.setup();
	const work: Removal = {
		session,
		root: await openMirror(session),
		rules: { dialect, policy, now: toCivil(session.clock.now()) },
		freed: 0,
		made: 0,
		alreadyGone: 0,
		leftAlone: 0,
		inPart: 0,
		removed: [],
	};
	for (const { item, obstacle } of blockedIn(plan.items)) {
		printError(host, `left alone: ${item.path}: ${obstacle.message}`);
		leaveAlone(work, item, obstacle.message);
	}
	const going = removalsIn(plan.items);
	const bar = progress(host, going.length, 'removal');
	try {
		for (const item of going) {
			bar.clear();
			await removeItem(work, item);
			bar.step();
			if (work.removed.length >= recordedAtOnce) await recordRemoved(work, scanned);
		}
	} finally {
		await recordRemoved(work, scanned);
	}
	bar.clear();
	const gone = work.alreadyGone === 0 ? '' : `, ${work.alreadyGone} already gone`;
	const left = work.leftAlone === 0 ? '' : `, ${work.leftAlone} left alone`;
	const inPart = work.inPart === 0 ? '' : `, ${work.inPart} removed in part`;
	say(host, `Freed ${sizeText(work.freed)} in ${withCount(work.made, 'removal')}${inPart}${gone}${left}.`);
	return work.leftAlone === 0 && work.inPart === 0;
}

async function recordRemoved({ session, removed }: Removal, scanned: Scanned): Promise<void> {
	await session.history.record(scanned, removed.splice(0));
}

/** Makes the changes that remove one item, and reports whether all of it is gone and who removed it. */
async function removeItem(work: Removal, item: RetentionItem): Promise<void> {
	const { session, root, rules } = work;
	const { host } = session;
	const ports = scanPorts(host);
	let bytes = 0;
	let made = 0;
	let kept: string | undefined;
	let isInPart = false;
	host.signal.throwIfAborted();
	const obstacle = await whyNotRemovable(item, rules, ports);
	if (obstacle !== undefined) {
		if (await isGone(item.changes, ports.files)) {
			tellGone(work, item);
			return;
		}
		printError(host, `left alone: ${item.path}: ${obstacle}`);
		leaveAlone(work, item, obstacle);
		return;
	}
	for (const change of item.changes) {
		host.signal.throwIfAborted();
		say(host, `Removing ${change.path}...`);
		const outcome = await applyChange(root, change);
		const complaint = complaintOf(outcome);
		if (complaint !== undefined) {
			const freed = outcome.kind === 'failed' ? outcome.freed : undefined;
			if (freed === undefined && (await isGone([change], ports.files))) continue;
			printError(host, complaint);
			isInPart ||= freed !== undefined;
			bytes += freed ?? 0;
			kept ??= whyNotMade(outcome);
			continue;
		}
		if (outcome.kind !== 'done') continue;
		made += 1;
		bytes += outcome.freed ?? 0;
	}
	if (made > 0) work.removed.push(removedEntry(work, item, bytes));
	work.made += made;
	work.freed += bytes;
	const { path, what } = item;
	if (kept !== undefined && isInPart) {
		work.inPart += 1;
		host.report?.({ event: 'kept', path, reason: kept, bytes });
	} else if (kept !== undefined) leaveAlone(work, item, kept);
	else if (made === 0) tellGone(work, item);
	else if (what !== 'stranger') host.report?.({ event: 'removed', kind: what, path, bytes });
}

/**
 * Whether another process has removed all this. What stands against a removal may only show that they are about it, so this is
 * asked afterwards. False if it is unknown.
 */
async function isGone(changes: readonly Change[], files: FileReader): Promise<boolean> {
	for (const { path } of changes) {
		const status = await files.linkStatus(path).catch((error: unknown) => {
			if (error instanceof FileError) return 'unknown';
			throw error;
		});
		if (status !== undefined) return false;
	}
	return true;
}

/** Counts what another process has removed, and reports it. */
function tellGone(work: Removal, { path, what }: RetentionItem): void {
	const { host } = work.session;
	say(host, `${path} was already gone.`);
	work.alreadyGone += 1;
	if (what !== 'stranger') host.report?.({ event: 'gone', kind: what, path });
}

function removedEntry(
	{ session, root }: Removal,
	{ path, what }: RetentionItem,
	bytes: number,
): HistoryEntry {
	const at = session.host.timer.now();
	const name = nameBelow(normalizePath(path), normalizePath(root.mirror)) ?? path;
	return {
		key: ['removed', name, at, session.host.processes.thisRun],
		seenBy: 'run',
		event: { kind: 'removed', at, name, what, bytes },
	};
}

/** Counts what stays, and reports it. */
function leaveAlone(work: Removal, { path }: RetentionItem, reason: string): void {
	work.leftAlone += 1;
	work.session.host.report?.({ event: 'kept', path, reason });
}
