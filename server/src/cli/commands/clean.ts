/** `clean`: what to remove of old builds and snapshots, as a shell script; with `--apply` it removes it. */
import { checkCancelled } from '../../base/cancel.ts';
import { toCivil } from '../../base/civilTime.ts';
import { FileError } from '../../base/fileSystem.ts';
import { encodeEscaping } from '../../base/surrogateEscape.ts';
import {
	cleanScript,
	diskUseOf,
	diskUseText,
	type RetentionItem,
	retention,
	whyNotRemovable,
} from '../../repository/index.ts';
import { changeOn, openMirror } from '../change.ts';
import type { Command } from '../command.ts';
import { scanWorld } from '../ground.ts';
import { writeJson } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { complain } from '../stderr.ts';
import { say } from '../stdout.ts';

export const clean: Command = {
	name: 'clean',
	family: 'metro',
	usage: '[--apply [--yes] [--expect HASH]]',
	summary: 'print a shell script that removes old builds and snapshots',
	details: [
		'Of each subarch the keep_num most recent complete builds are kept, of each build as many snapshots. Incomplete builds go once they are stale, but not while a build is in progress. What is not a build directory is never touched.',
		'With --apply the removals are carried out instead, below the mirror only and never through a link; each is looked at again right before, and renamed first. A shell that runs the script does none of that: prefer --apply.',
		'--expect names the SHA-256 of the script that was reviewed, as sha256sum gives it: if the script would be another one now, nothing is removed and the exit status is 1.',
	],
	options: [
		{ name: 'apply', summary: 'remove what the script would remove' },
		{ name: 'yes', summary: 'with --apply, do not ask first' },
		{ name: 'expect', value: 'HASH', summary: 'with --apply, only if the script has this SHA-256' },
	],
	async run(session, { options }) {
		const items = await itemsOf(session);
		const expected = options.value('expect');
		if (options.has('apply')) {
			if (expected !== undefined) await requireScript(await scriptOf(session, items), expected);
			return applyClean(session, items, options.has('yes'));
		}
		if (options.has('yes')) throw new Refusal('--yes means nothing without --apply');
		if (expected !== undefined) throw new Refusal('--expect means nothing without --apply');
		if (options.has('json')) writeJson(session.host, items.map(itemJson));
		else session.host.out.write(await scriptOf(session, items));
		return undefined;
	},
};

async function itemsOf(session: Session): Promise<readonly RetentionItem[]> {
	const { repository, policy } = await session.scan();
	return retention(repository, policy, toCivil(session.clock.now()));
}

async function scriptOf(session: Session, items: readonly RetentionItem[]): Promise<string> {
	return cleanScript(items, await obstaclesTo(session, items))
		.map((line) => `${line}\n`)
		.join('');
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

/** Throws `Refusal` unless the script is the very one that was reviewed. */
async function requireScript(script: string, expected: string): Promise<void> {
	if (!/^[0-9a-f]{64}$/i.test(expected)) {
		throw new Refusal(`"${expected}" is no SHA-256: give the 64 digits that sha256sum prints for the script`);
	}
	const bytes = Uint8Array.from(encodeEscaping(script));
	const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
	if (digest !== expected.toLowerCase()) throw changed();
}

function changed(): Refusal {
	const message = 'the repository has changed since the script was made: nothing was removed, review it anew';
	return new Refusal(message, 1);
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
		const script = await scriptOf(session, items);
		if ((await scriptOf(session, await itemsOf(session.anew()))) !== script) throw changed();
	}
	const ground = await openMirror(session);
	const world = scanWorld(host);
	let freed = 0;
	let failures = 0;
	const { dialect } = await session.setup();
	for (const item of items) {
		for (const change of item.changes) {
			checkCancelled(host.signal);
			const obstacle = await whyNotRemovable(item, dialect, world);
			if (obstacle === undefined) say(host, `Removing ${change.path}...`);
			else complain(host, `left alone: ${obstacle}`);
			const size = await diskUseOf(change.path, world);
			if (obstacle === undefined && (await changeOn(ground, session, change))) freed += size;
			else failures += 1;
		}
	}
	say(host, `Freed ${diskUseText(freed)}B in ${changes.length - failures} removals.`);
	return failures > 0 ? 1 : undefined;
}

async function confirm(session: Session, paths: readonly string[]): Promise<boolean> {
	const { host } = session;
	for (const path of paths) say(host, path);
	await host.out.flush();
	const answer = await host.ask(`Remove these ${paths.length}? [y/N] `);
	if (answer === undefined) throw new Refusal('nobody is there to be asked: add --yes to remove all this');
	return /^y(es)?$/i.test(answer.trim());
}
