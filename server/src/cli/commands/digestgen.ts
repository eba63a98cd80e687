/** `digestgen`: gives every archive its hash file, every link to one a link to that, and removes what is left over. */
import { checkCancelled } from '../../base/cancel.ts';
import { FileError } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import {
	type Archive,
	type Dialect,
	findArchives,
	findLeftovers,
	type Ground,
	hashEnding,
	hashFile,
	type Owner,
	planLinks,
	type Repository,
	type Trouble,
} from '../../repository/index.ts';
import { changeOn } from '../change.ts';
import type { Command } from '../command.ts';
import { scanWorld } from '../ground.ts';
import { type Progress, progress } from '../progress.ts';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { sign, signatureEnding } from '../sign.ts';
import { complain, note } from '../stderr.ts';

export const digestgen: Command = {
	name: 'digestgen',
	family: 'metro',
	usage: '',
	summary: 'write hash files for archives, and clean up those whose archive is gone',
	details: [
		'An archive that has a hash file is not hashed again; "verify" does that. Interrupted, it goes on where it stopped when it is called again: a hash file is only ever there whole.',
	],
	options: [
		{ name: 'sign', summary: 'make a detached gpg signature of each archive, too (2019)' },
		{ name: 'progress', summary: 'say on standard error how far it is, a line for each percent' },
	],
	async run(session, { options }) {
		const { host } = session;
		const { repository, mirror, dialect, ground: found } = await session.scan();
		const signing = options.has('sign');
		if (signing && dialect.name !== '2019') {
			throw new Refusal('signatures belong to the 2019 dialect: leave out --sign, or say --dialect 2019');
		}
		const owner = await findOwner(session);
		host.out.write('Generating hashes...\n');
		// Of a mirror that does not exist Metro says the same as of an empty one.
		const ground = await found;
		const lines = options.has('progress');
		const work = ground === undefined ? undefined : { session, ground, owner, signing, lines };
		const troubles: Trouble[] = [];
		const failed: string[] = [];
		if (work !== undefined) await generate({ ...work, troubles, failed }, repository, dialect);
		host.out.write('\nCleaning up old hashes...\n');
		if (work !== undefined) await cleanUp({ ...work, troubles, failed }, mirror, dialect);
		host.out.write('\nDone!\n');
		for (const { message } of troubles) note(host, message);
		return failed.length > 0 || troubles.length > 0 ? 1 : undefined;
	},
};

interface Work {
	readonly session: Session;
	readonly ground: Ground;
	readonly owner: Owner | undefined;
	readonly signing: boolean;
	/** Progress is told in lines. */
	readonly lines: boolean;
	/** What could not be read. */
	readonly troubles: Trouble[];
	/** Paths that something could not be done about. */
	readonly failed: string[];
}

/** Hash files for archives, then links to them beside links to archives. */
async function generate(work: Work, repository: Repository, dialect: Dialect): Promise<void> {
	const { host } = work.session;
	const world = scanWorld(host);
	const groups = await findArchives(repository, dialect, world, work.troubles);
	const toHash = groups.flatMap(({ archives }) => archives).filter(({ state }) => state === 'new');
	const bar = progress(host, toHash.length, work.lines);
	for (const group of groups) {
		if (!dialect.digests.wholeMirror) host.out.write(`Processing ${group.path}...\n`);
		await hashAll(work, group.archives, dialect.digests.wholeMirror, bar);
	}
	bar.clear();
	const links = groups.flatMap((group) => group.links);
	for await (const plan of planLinks(links, dialect, work.owner, world)) {
		checkCancelled(host.signal);
		for (const path of plan.announced) host.out.write(`${path} dead; cleaning up\n`);
		for (const change of plan.changes) await tryChange(work, change);
	}
}

async function cleanUp(work: Work, mirror: string, dialect: Dialect): Promise<void> {
	const { host } = work.session;
	for await (const change of findLeftovers(mirror, dialect, scanWorld(host), work.troubles)) {
		checkCancelled(host.signal);
		if (await tryChange(work, change)) host.out.write('.');
	}
}

async function tryChange(work: Work, change: Parameters<typeof changeOn>[2]): Promise<boolean> {
	const done = await changeOn(work.ground, work.session, change);
	if (!done) work.failed.push(change.path);
	return done;
}

/** Hashes several archives at a time and reports on them in their order: a dot (or h) each, e where there was a hash. */
async function hashAll(
	work: Work,
	archives: readonly Archive[],
	briefly: boolean,
	bar: Progress,
): Promise<void> {
	const { host } = work.session;
	const reports = new Map<number, string>();
	let reported = 0;
	await mapParallel(archives, host.hasher.parallelism, async (archive, index) => {
		checkCancelled(host.signal);
		const fresh = archive.state === 'new' && (await hashOne(work, archive.realPath));
		if (archive.state === 'hashed') await giveOwner(work, archive.realPath + hashEnding);
		if (work.signing && archive.state !== 'met') await signOne(work, archive.realPath);
		const mark = fresh ? (briefly ? '.' : 'h') : briefly && archive.state === 'hashed' ? 'e' : '';
		reports.set(index, briefly ? mark : `${archive.path}\n${mark}`);
		for (let next = reports.get(reported); next !== undefined; next = reports.get(reported)) {
			bar.clear();
			host.out.write(next);
			reports.delete(reported);
			reported += 1;
		}
		if (archive.state === 'new') bar.step();
	});
}

/** Hashes one archive and writes the hash file, unless the archive changed meanwhile: it is still being written then. */
async function hashOne(work: Work, path: string): Promise<boolean> {
	const { host } = work.session;
	try {
		const before = await host.files.status(path);
		const digest = await host.hasher.sha256(path, host.signal);
		const after = await host.files.status(path);
		if (digest === undefined || before === undefined || after === undefined) return false;
		if (before.size !== after.size || before.modified !== after.modified) {
			note(host, `${path} changed while it was hashed: left for the next time`);
			return false;
		}
		return await tryChange(work, hashFile(path, digest, work.owner));
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		complain(host, error.message);
		work.failed.push(path);
		return false;
	}
}

/** Signs one archive, unless it has a signature already. */
async function signOne(work: Work, path: string): Promise<void> {
	const outcome = await sign(work.session, work.ground, path);
	if (outcome === 'failed') work.failed.push(path);
	if (outcome === 'signed') await giveOwner(work, path + signatureEnding);
}

async function giveOwner(work: Work, path: string): Promise<void> {
	if (work.owner === undefined) return;
	await tryChange(work, { kind: 'set-owner', path, owner: work.owner, reason: 'as path/mirror/owner says' });
}

/** Who hash files belong to; `undefined` where `.metro` does not say. Throws `Refusal` for an unknown name. */
async function findOwner(session: Session): Promise<Owner | undefined> {
	const { owner, group, metroFile } = await session.setup();
	if (owner === undefined || group === undefined) return undefined;
	const { accounts } = session.host;
	const uid = await accounts.userId(owner);
	const gid = await accounts.groupId(group);
	if (uid === undefined) throw new Refusal(unknownName('owner', owner, 'user', metroFile));
	if (gid === undefined) throw new Refusal(unknownName('group', group, 'group', metroFile));
	return { uid, gid };
}

function unknownName(key: string, name: string, what: string, file: string): string {
	return `path/mirror/${key} is "${name}", which is no ${what} here: correct it in ${file}`;
}
