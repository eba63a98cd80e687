/** Hash files: which archives want one, which links lead to one, which are left over. Reading and planning only. */
import { FileError } from '../base/fileSystem.ts';
import { directoryOf, normalizePath, resolvePath } from '../base/posixPath.ts';
import { quietly } from '../base/quietly.ts';
import type { Dialect } from './dialect.ts';
import { hashEnding } from './digestRules.ts';
import type { Repository, Trouble } from './model.ts';
import type { Change, Owner } from './plan.ts';
import type { ScanWorld } from './scanWorld.ts';
import { type WalkedEntry, walk } from './walk.ts';

/** Archives that are looked at together: those of a subarch, or all of the mirror. */
export interface ArchiveGroup {
	/** The directory, as `digestgen` of 2019 announces it. */
	readonly path: string;
	readonly archives: readonly Archive[];
	readonly links: readonly ArchiveLink[];
}

export interface Archive {
	/** As it was come by, perhaps through a linked directory. */
	readonly path: string;
	/** Where it really lies: what is written goes beside this. */
	readonly realPath: string;
	/** `met`: it was come by before on another way. */
	readonly state: 'new' | 'hashed' | 'met';
}

/** A link under an archive's name. */
export interface ArchiveLink {
	readonly path: string;
	/** What the link says, as written. */
	readonly target: string;
	/** Whether what it leads to is there. */
	readonly live: boolean;
}

/** Finds the archives that the dialect's `digestgen` sees. Rejects with `Cancelled` only. */
export async function findArchives(
	repository: Repository,
	dialect: Dialect,
	world: ScanWorld,
	troubles: Trouble[],
): Promise<readonly ArchiveGroup[]> {
	const rules = dialect.digests;
	const real = await quietly(() => world.files.realPath(repository.mirror));
	const options = {
		filesFirst: rules.wholeMirror,
		...(rules.followsLinks && real !== undefined ? { followWithin: real } : {}),
	};
	const tops = rules.wholeMirror ? [repository.mirror] : repository.subarches.map((subarch) => subarch.path);
	const groups: ArchiveGroup[] = [];
	const met = new Set<string>();
	for (const top of tops) {
		const archives: Archive[] = [];
		const links: ArchiveLink[] = [];
		for await (const walked of walk(top, options, world, troubles)) {
			if (!rules.isArchive(walked.entry.name) || walked.toDirectory) continue;
			if (walked.entry.kind === 'link') links.push(await readLink(walked, world));
			else if (walked.entry.kind === 'file') {
				const { path, realPath } = walked;
				const hashed = await isHashed(realPath, world);
				archives.push({ path, realPath, state: met.has(realPath) ? 'met' : hashed ? 'hashed' : 'new' });
				met.add(realPath);
			}
		}
		groups.push({ path: top, archives, links });
	}
	return groups;
}

async function readLink(walked: WalkedEntry, world: ScanWorld): Promise<ArchiveLink> {
	const target = (await quietly(() => world.files.readLink(walked.path))) ?? '';
	return { path: walked.path, target, live: await exists(walked.path, world) };
}

/** A name so long that its hash file's would be too long has none: that comes to light when it is to be written. */
async function isHashed(archive: string, world: ScanWorld): Promise<boolean> {
	try {
		return (await world.files.status(archive + hashEnding)) !== undefined;
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return error.failure !== 'name-too-long';
	}
}

/** True if there is something at `path`, links followed. What cannot be looked at is taken to be there. */
async function exists(path: string, world: ScanWorld): Promise<boolean> {
	return world.files.status(path).then(
		(status) => status !== undefined,
		() => true,
	);
}

/** The file of a digest as sha256sum's digits stand in it. */
export function hashFile(archive: string, digest: string, owner: Owner | undefined): Change {
	return {
		kind: 'write-file',
		path: archive + hashEnding,
		content: new TextEncoder().encode(`sha256 ${digest}\n`),
		reason: 'the archive has no hash file',
		...(owner === undefined ? {} : { owner }),
	};
}

/** What becomes of one link and of what lies beside it. */
export interface LinkPlan {
	readonly link: ArchiveLink;
	/** What `digestgen` announces as dead. */
	readonly announced: readonly string[];
	readonly changes: readonly Change[];
}

/**
 * Plans for the links under archives' names, to be made when the hash files are there: a link whose target is gone goes
 * with its companions; one whose target has companions gets links to them. A link to a link comes after that.
 */
export async function* planLinks(
	links: readonly ArchiveLink[],
	dialect: Dialect,
	owner: Owner | undefined,
	world: ScanWorld,
): AsyncGenerator<LinkPlan, void, undefined> {
	const byPath = new Map(links.map((link) => [normalizePath(link.path), link]));
	const done = new Set<string>();
	const inOrder: ArchiveLink[] = [];
	const visit = (link: ArchiveLink): void => {
		const path = normalizePath(link.path);
		if (done.has(path)) return;
		done.add(path);
		const further = byPath.get(targetPath(link));
		if (further !== undefined) visit(further);
		inOrder.push(link);
	};
	for (const link of links) visit(link);
	for (const link of inOrder) {
		yield link.live ? await planLive(link, dialect, owner, world) : await planDead(link, dialect, world);
	}
}

function targetPath(link: ArchiveLink): string {
	return resolvePath(directoryOf(link.path), link.target);
}

async function planDead(link: ArchiveLink, dialect: Dialect, world: ScanWorld): Promise<LinkPlan> {
	const dead = [link.path];
	for (const ending of dialect.digests.companions) {
		const status = await quietly(() => world.files.linkStatus(link.path + ending));
		if (status !== undefined) dead.push(link.path + ending);
	}
	const changes = dead.map((path): Change => ({ kind: 'remove-file', path, reason: 'its target is gone' }));
	return { link, announced: dialect.digests.announcesCompanions ? dead : [link.path], changes };
}

async function planLive(
	link: ArchiveLink,
	dialect: Dialect,
	owner: Owner | undefined,
	world: ScanWorld,
): Promise<LinkPlan> {
	const changes: Change[] = [];
	for (const ending of dialect.digests.companions) {
		const path = link.path + ending;
		const beside = await quietly(() => world.files.linkStatus(path));
		if (await exists(targetPath(link) + ending, world)) {
			const target = link.target + ending;
			const said = beside?.kind === 'link' ? await world.files.readLink(path) : undefined;
			const owned = owner === undefined ? {} : { owner };
			if (said === target && owner === undefined) continue;
			changes.push(
				said === target && owner !== undefined
					? { kind: 'set-owner', path, owner, reason: 'a link has the owner of the mirror' }
					: { kind: 'make-link', path, target, ...owned, reason: `its target has a ${ending} file` },
			);
		} else if (beside?.kind === 'link' && !(await exists(path, world))) {
			changes.push({ kind: 'remove-file', path, reason: 'its target is gone' });
		}
	}
	return { link, announced: [], changes };
}

/** What lies beside archives that are gone, anywhere in the mirror. Rejects with `Cancelled` only. */
export async function* findLeftovers(
	mirror: string,
	dialect: Dialect,
	world: ScanWorld,
	troubles: Trouble[],
): AsyncGenerator<Change, void, undefined> {
	const { companions } = dialect.digests;
	for await (const { entry, path, toDirectory } of walk(mirror, { filesFirst: true }, world, troubles)) {
		const ending = companions.find((one) => entry.name.endsWith(one));
		if (ending === undefined || toDirectory) continue;
		if (await exists(path.slice(0, -ending.length), world)) continue;
		yield { kind: 'remove-file', path, reason: 'its archive is gone' };
	}
}
