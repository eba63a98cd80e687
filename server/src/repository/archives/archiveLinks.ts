/**
 * Plans for links with archives' names: dead links are removed, others get links to the files beside their target.
 * Metro: `digestgen` in scripts/buildrepo (funtoo/metro dcfe269 and a728df2).
 */

import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { directoryOf, normalizePath, resolvePath } from '../../base/posixPath.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { Change, Owner } from '../plan.ts';
import { existsOrUnknown, type WalkedEntry } from '../walk.ts';

/** A link with an archive's name. */
export interface ArchiveLink {
	readonly path: string;
	/** The target as written. */
	readonly target: string;
	/** Whether its target exists. */
	readonly live: boolean;
}

/** Reads a link that a walk found. */
export async function readArchiveLink(walked: WalkedEntry, ports: ScanPorts): Promise<ArchiveLink> {
	const target = (await undefinedIfUnreadable(() => ports.files.readLink(walked.path))) ?? '';
	return { path: walked.path, target, live: await existsOrUnknown(walked.path, ports) };
}

/** The plan for one link and the files beside it. */
export interface LinkPlan {
	readonly link: ArchiveLink;
	/** What `digestgen` announces as dead. */
	readonly announced: readonly string[];
	readonly changes: readonly Change[];
}

/**
 * Plans changes for links with archives' names, once the hash files exist: a link whose target is gone is removed
 * with its companions; one whose target has companions gets links to them. A link to a link comes after that link.
 */
export async function* planLinks(
	links: readonly ArchiveLink[],
	dialect: Dialect,
	owner: Owner | undefined,
	ports: ScanPorts,
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
		yield link.live ? await planLive(link, dialect, owner, ports) : await planDead(link, dialect, ports);
	}
}

function targetPath(link: ArchiveLink): string {
	return resolvePath(directoryOf(link.path), link.target);
}

async function planDead(link: ArchiveLink, dialect: Dialect, ports: ScanPorts): Promise<LinkPlan> {
	const dead = [link.path];
	for (const ending of dialect.digests.companions) {
		const status = await undefinedIfUnreadable(() => ports.files.linkStatus(link.path + ending));
		if (status !== undefined) dead.push(link.path + ending);
	}
	const changes = dead.map((path): Change => ({ kind: 'remove-file', path, reason: 'its target is gone' }));
	return { link, announced: dialect.digests.announcesCompanions ? dead : [link.path], changes };
}

async function planLive(
	link: ArchiveLink,
	dialect: Dialect,
	owner: Owner | undefined,
	ports: ScanPorts,
): Promise<LinkPlan> {
	const changes: Change[] = [];
	for (const ending of dialect.digests.companions) {
		const path = link.path + ending;
		const beside = await undefinedIfUnreadable(() => ports.files.linkStatus(path));
		if (await existsOrUnknown(targetPath(link) + ending, ports)) {
			const target = link.target + ending;
			const said = beside?.kind === 'link' ? await ports.files.readLink(path) : undefined;
			const owned = owner === undefined ? {} : { owner };
			if (said === target && owner === undefined) continue;
			changes.push(
				said === target && owner !== undefined
					? { kind: 'set-owner', path, owner, reason: 'a link has the owner of the mirror' }
					: { kind: 'make-link', path, target, ...owned, reason: `its target has a ${ending} file` },
			);
		} else if (beside?.kind === 'link' && !(await existsOrUnknown(path, ports))) {
			changes.push({ kind: 'remove-file', path, reason: 'its target is gone' });
		}
	}
	return { link, announced: [], changes };
}
