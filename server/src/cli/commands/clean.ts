/** `clean`: what to remove of old builds and snapshots, as a shell script; with `--apply` it removes it. */
import { checkCancelled } from '../../base/cancel.ts';
import { toCivil } from '../../base/civilTime.ts';
import { FileError } from '../../base/fileSystem.ts';
import { encodeEscaping } from '../../base/surrogateEscape.ts';
import type { PlanItem } from '../../protocol/events.ts';
import {
	applyChange,
	type ChangeRoot,
	cleanScript,
	type Dialect,
	diskUseOf,
	diskUseText,
	type RetentionItem,
	retention,
	whyNotRemovable,
} from '../../repository/index.ts';
import { complaintOf, openMirror } from '../change.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { eventsOption } from '../events.ts';
import type { Host } from '../host.ts';
import { writeJson } from '../json.ts';
import { scanPorts } from '../ports.ts';
import { progress } from '../progress.ts';
import type { Session } from '../session.ts';
import { printError } from '../stderr.ts';
import { say } from '../stdout.ts';

export const clean: Command = {
	name: 'clean',
	family: 'metro',
	usage: '[--apply [--yes] [--expect HASH]]',
	summary: 'print a shell script that removes old builds and snapshots',
	details: [
		'Of each subarch the keep_num most recent complete builds are kept, of each build as many snapshots. Incomplete builds go once they are stale, but not while a build is in progress. What is not a build directory is never touched.',
		'With --apply the removals are carried out instead, below the mirror only and never through a link; each is looked at again right before, and renamed first. A shell that runs the script does none of that: prefer --apply.',
		'With --events alone, the plan is reported: each item with its reason, what would go with its size, the script and its SHA-256. With --apply, what was removed and what was kept is reported.',
		'--expect names the SHA-256 of the script that was reviewed, as sha256sum gives it: if the script would be another one now, nothing is removed and the exit status is 1.',
	],
	options: [
		{ name: 'apply', summary: 'remove what the script would remove' },
		{ name: 'yes', summary: 'with --apply, do not ask first' },
		{ name: 'expect', value: 'HASH', summary: 'with --apply, only if the script has this SHA-256' },
		eventsOption,
	],
	async run(session, { options }) {
		const items = await itemsOf(session);
		const expected = options.value('expect');
		if (options.has('apply')) {
			if (expected !== undefined) await requirePlan(await planOf(session, items), expected);
			return applyClean(session, items, options.has('yes'));
		}
		if (options.has('yes')) throw new CommandError('--yes means nothing without --apply');
		if (expected !== undefined) throw new CommandError('--expect means nothing without --apply');
		if (options.has('json')) writeJson(session.host, items.map(itemJson));
		else await tellPlan(session, items);
		return undefined;
	},
};

async function itemsOf(session: Session): Promise<readonly RetentionItem[]> {
	const { repository, policy } = await session.scan();
	return retention(repository, policy, toCivil(session.clock.now()));
}

/** What a shell would do with the items. */
interface ShellPlan {
	/** Why a shell must not remove what is to go, by its path. */
	readonly obstacles: ReadonlyMap<string, string>;
	readonly script: string;
}

async function planOf(session: Session, items: readonly RetentionItem[]): Promise<ShellPlan> {
	const obstacles = await obstaclesTo(session, items);
	const script = cleanScript(items, obstacles)
		.map((line) => `${line}\n`)
		.join('');
	return { obstacles, script };
}

async function tellPlan(session: Session, items: readonly RetentionItem[]): Promise<void> {
	const { host } = session;
	const { script, obstacles } = await planOf(session, items);
	host.out.write(script);
	if (host.report === undefined) return;
	const planned: PlanItem[] = [];
	for (const item of items) planned.push(await planItem(host, item, obstacles.has(item.path)));
	host.report({ event: 'plan', items: planned, script, sha256: await sha256(script) });
}

async function planItem(
	host: Host,
	{ action, what: kind, path, reason, changes }: RetentionItem,
	mounted: boolean,
): Promise<PlanItem> {
	if (mounted) return { action: 'keep', kind, path, reason: 'mounted' };
	if (action === 'keep') return { action, kind, path, reason };
	let bytes = 0;
	for (const change of changes) bytes += await diskUseOf(change.path, scanPorts(host));
	return { action, kind, path, bytes, reason };
}

/** Why `rm -rf` must not remove a directory, by its path: it would remove what is mounted in it, too. */
async function obstaclesTo(
	{ host }: Session,
	items: readonly RetentionItem[],
): Promise<ReadonlyMap<string, string>> {
	const obstacles = new Map<string, string>();
	for (const { kind, path } of items.flatMap((item) => item.changes)) {
		if (kind !== 'remove-directory') continue;
		checkCancelled(host.signal);
		try {
			if ((await host.files.mountIn(path)) !== undefined) obstacles.set(path, 'something is mounted in it');
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			obstacles.set(path, 'whether something is mounted in it is not known');
		}
	}
	return obstacles;
}

/** Throws `CommandError` unless the script is the very one that was reviewed. */
async function requirePlan({ script }: ShellPlan, expected: string): Promise<void> {
	if (!/^[0-9a-f]{64}$/i.test(expected)) {
		throw new CommandError(
			`"${expected}" is no SHA-256: give the 64 digits that sha256sum prints for the script`,
		);
	}
	if ((await sha256(script)) !== expected.toLowerCase()) throw changed();
}

/** SHA-256 of the bytes that a text stands for, hexadecimal. */
async function sha256(text: string): Promise<string> {
	const bytes = Uint8Array.from(encodeEscaping(text));
	return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

function changed(): CommandError {
	const message = 'the repository has changed since the script was made: nothing was removed, review it anew';
	return new CommandError(message, 1);
}

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
		say(host, 'Nothing to remove.');
		return undefined;
	}
	if (!yes) {
		const paths = changes.map((change) => change.path);
		if (!(await confirm(session, paths))) return 1;
		// Somebody may have thought for long.
		const { script } = await planOf(session, items);
		if ((await planOf(session, await itemsOf(session.anew()))).script !== script) throw changed();
	}
	const work: Removal = {
		session,
		root: await openMirror(session),
		dialect: (await session.setup()).dialect,
		freed: 0,
		failures: 0,
	};
	const going = items.filter((item) => item.changes.length > 0);
	const bar = progress(host, going.length, 'removal');
	for (const item of going) {
		bar.clear();
		await removeItem(work, item);
		bar.step();
	}
	bar.clear();
	say(host, `Freed ${diskUseText(work.freed)}B in ${changes.length - work.failures} removals.`);
	return work.failures > 0 ? 1 : undefined;
}

interface Removal {
	readonly session: Session;
	readonly root: ChangeRoot;
	readonly dialect: Dialect;
	/** In bytes. */
	freed: number;
	/** How many changes were not made. */
	failures: number;
}

/** Makes the changes that remove one item, and reports whether all of it is gone. */
async function removeItem(work: Removal, item: RetentionItem): Promise<void> {
	const { session, root, dialect } = work;
	const { host } = session;
	const ports = scanPorts(host);
	let bytes = 0;
	let kept: string | undefined;
	for (const change of item.changes) {
		checkCancelled(host.signal);
		const obstacle = await whyNotRemovable(item, dialect, ports);
		if (obstacle === undefined) say(host, `Removing ${change.path}...`);
		else printError(host, `left alone: ${obstacle}`);
		const size = await diskUseOf(change.path, ports);
		const complaint = obstacle ?? complaintOf(await applyChange(root, change));
		if (obstacle === undefined && complaint !== undefined) printError(host, complaint);
		if (complaint === undefined) bytes += size;
		else {
			kept ??= complaint;
			work.failures += 1;
		}
	}
	work.freed += bytes;
	const { path, what } = item;
	if (kept !== undefined) host.report?.({ event: 'kept', path, reason: kept });
	else if (what !== 'stranger') host.report?.({ event: 'removed', kind: what, path, bytes });
}

async function confirm(session: Session, paths: readonly string[]): Promise<boolean> {
	const { host } = session;
	for (const path of paths) say(host, path);
	await host.out.flush();
	const answer = await host.ask(`Remove these ${paths.length}? [y/N] `);
	if (answer === undefined)
		throw new CommandError('nobody is there to be asked: add --yes to remove all this');
	return /^y(es)?$/i.test(answer.trim());
}
