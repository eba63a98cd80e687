/** What is published of a mirror: its finished builds and whatever else a visitor can use, in the order in which it is sent. Reads only. */
import { FileError, type FileStatus } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { joinPath } from '../../base/posixPath.ts';
import { type ArchivePorts, lookAtArchive } from '../archives/archiveLook.ts';
import type { IndexInputs } from '../indexTree/indexFiles.ts';
import { listOrReport } from '../listDirectory.ts';
import { whyLocked } from '../locks/unfinished.ts';
import type { DatedBuild, Subarch, Trouble } from '../model.ts';
import { parseBuildName } from '../scan/buildName.ts';
import { archiveOf, type PublishClass, publishClass, type Unpublished } from './publishable.ts';
import { type HeldIndex, type PublishedIndex, readIndexes } from './publishedIndexes.ts';
import { type PublishedLink, planPublishedLinks } from './publishedLinks.ts';

export interface PublishedFile {
	/** Below the mirror. */
	readonly name: string;
	/** In bytes. */
	readonly size: number;
}

/** Each part is sent only when those before it have arrived. */
export interface PublishPlan {
	/** Archives, and all that is not named below. */
	readonly files: readonly PublishedFile[];
	/** Hash files and signatures. */
	readonly companions: readonly PublishedFile[];
	readonly links: readonly PublishedLink[];
	/** Indexes of other programs, such as index.html. */
	readonly pages: readonly PublishedFile[];
	/** Each names only what is published, with its content as it was then. */
	readonly indexes: readonly PublishedIndex[];
	/** Indexes that name something else: what is published of them stays as it is. */
	readonly held: readonly HeldIndex[];
	readonly leftOut: readonly Unpublished[];
	/** What could not be read; then nothing may be removed from a target. */
	readonly troubles: readonly Trouble[];
}

interface Found {
	readonly file: PublishedFile[];
	readonly companion: PublishedFile[];
	readonly page: PublishedFile[];
	readonly index: string[];
	readonly link: string[];
	readonly leftOut: Unpublished[];
}

const nothing = (): Found => ({ file: [], companion: [], page: [], index: [], link: [], leftOut: [] });

/** A directory on the way. */
interface Stop {
	readonly path: string;
	/** Below the mirror; empty for the mirror itself. */
	readonly name: string;
	/** A lock may cover what is in it. */
	readonly lockable: boolean;
}

interface Walk {
	readonly subarches: ReadonlyMap<string, Subarch>;
	readonly tops: readonly string[];
	readonly ports: ArchivePorts;
	readonly troubles: Trouble[];
	readonly plainNames: boolean;
}

/**
 * Plans what to publish. Rejects with `AbortError` only.
 * @param tops the names of the mirror; the search for locks stops there
 * @param plainNames leaves out names that are not one line of UTF-8
 */
export async function planPublish(
	inputs: IndexInputs,
	tops: readonly string[],
	ports: ArchivePorts,
	plainNames = false,
): Promise<PublishPlan> {
	const { repository } = inputs;
	const walk: Walk = {
		subarches: new Map(repository.subarches.map((one) => [`${one.build}/${one.arch}/${one.subarch}`, one])),
		tops,
		ports,
		troubles: [],
		plainNames,
	};
	const top = { path: repository.mirror, name: '', lockable: false };
	const found = await visit(top, walk);
	// What belongs to an archive that is left out is left out with it.
	const without = new Set(found.leftOut.map(({ name }) => name));
	const companions = found.companion.filter(({ name }) => !without.has(archiveOf(name)));
	const files = [...found.file, ...companions, ...found.page];
	const links = await planPublishedLinks(
		found.link,
		new Set(files.map(({ name }) => name)),
		repository.mirror,
		ports,
	);
	const names = new Set([...files, ...links.kept].map(({ name }) => name));
	const leftOut = [...found.leftOut, ...links.leftOut];
	const { indexes, held } = await readIndexes(found.index, names, leftOut, inputs, ports, walk.troubles);
	return {
		files: found.file,
		companions,
		links: links.kept,
		pages: found.page,
		indexes,
		held,
		leftOut,
		troubles: walk.troubles,
	};
}

async function visit(stop: Stop, walk: Walk): Promise<Found> {
	const entries = (await listOrReport(stop.path, walk.ports, walk.troubles)) ?? [];
	const names = new Set(entries.map(({ name }) => name));
	const lockable = stop.lockable || names.has('.control');
	const found = nothing();
	const subarch = walk.subarches.get(stop.name);
	const files: string[] = [];
	for (const { name, kind } of entries) {
		if (name.startsWith('.')) continue;
		const below = stop.name === '' ? name : `${stop.name}/${name}`;
		if (walk.plainNames && !isPlain(name)) {
			found.leftOut.push({ name: below, reason: 'rclone cannot be told its name' });
			continue;
		}
		const shown = kind === 'link' ? publishClass(name, names) : 'hidden';
		if (shown !== 'hidden') found[shown === 'index' ? 'index' : 'link'].push(below);
		if (kind === 'file') files.push(name);
		if (kind !== 'directory') continue;
		const next = { ...stop, path: joinPath(stop.path, name), name: below, lockable };
		add(
			found,
			subarch === undefined ? await visit(next, walk) : await visitInSubarch(next, name, subarch, walk),
		);
	}
	await mapParallel(files, 16, (name) => lookAt(name, { ...stop, lockable }, names, found, walk));
	for (const list of [found.file, found.companion, found.page]) list.sort(byName);
	return found;
}

/** True for one line of UTF-8. */
function isPlain(name: string): boolean {
	return name.isWellFormed() && !/[\r\n]/.test(name);
}

const byName = (a: PublishedFile, b: PublishedFile): number =>
	a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

function add(to: Found, from: Found): void {
	for (const key of ['file', 'companion', 'page'] as const) for (const one of from[key]) to[key].push(one);
	for (const key of ['index', 'link'] as const) for (const one of from[key]) to[key].push(one);
	for (const one of from.leftOut) to.leftOut.push(one);
}

/** A build is published whole or not at all. */
async function visitInSubarch(next: Stop, name: string, subarch: Subarch, walk: Walk): Promise<Found> {
	const build = subarch.builds.find((one) => one.name === name);
	const reason = build === undefined ? whyNotSeen(name, subarch) : whyNotComplete(build);
	if (reason !== undefined) return { ...nothing(), leftOut: [{ name: next.name, reason }] };
	const found = await visit({ ...next, lockable: subarch.lock.kind === 'live' }, walk);
	const [unfinished] = found.leftOut;
	if (build === undefined || unfinished === undefined) return found;
	return { ...nothing(), leftOut: [{ ...unfinished, name: next.name }] };
}

/** Other directories of a subarch are published as any directory; those with the name of a build are not. */
function whyNotSeen(name: string, { unseen }: Subarch): string | undefined {
	if (unseen.includes(name)) return 'it has no .targets, so Metro does not see it';
	return parseBuildName(name) === undefined ? undefined : 'it was made during the scan';
}

function whyNotComplete({ state }: DatedBuild): string | undefined {
	switch (state) {
		case 'complete':
			return undefined;
		case 'unreadable':
			return 'it cannot be read';
		case 'incomplete':
			return 'it is not complete';
		case 'unfinished':
			return 'it has no status yet';
	}
}

async function lookAt(
	name: string,
	stop: Stop,
	names: ReadonlySet<string>,
	found: Found,
	{ ports, tops, troubles }: Walk,
): Promise<void> {
	const kind = publishClass(name, names);
	if (kind === 'hidden') return;
	const path = joinPath(stop.path, name);
	const below = stop.name === '' ? name : `${stop.name}/${name}`;
	if (kind === 'index') {
		found.index.push(below);
		return;
	}
	try {
		const status = await ports.files.linkStatus(path);
		const unfinished = await whyUnfinished(kind, path, name, stop, names, { ports, tops });
		const bad =
			unfinished !== undefined
				? { reason: unfinished }
				: kind === 'file' && status?.kind === 'file'
					? await whyBad(path, name, status, ports)
					: undefined;
		if (bad !== undefined) found.leftOut.push({ name: below, ...bad });
		else if (status?.kind === 'file')
			found[kind === 'making' ? 'file' : kind].push({ name: below, size: status.size });
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		troubles.push({ code: 'unreadable-directory', path, message: `unreadable file ${error.message}` });
	}
}

/** Why a visitor could not use the file, or would take it for damaged. */
async function whyBad(
	path: string,
	name: string,
	status: FileStatus,
	ports: ArchivePorts,
): Promise<Omit<Unpublished, 'name'> | undefined> {
	const look = await lookAtArchive(path, status, ports);
	return look.kind === 'bad' ? { reason: `${name} ${look.reason}`, remedy: look.remedy } : undefined;
}

async function whyUnfinished(
	kind: PublishClass,
	path: string,
	name: string,
	{ lockable }: Stop,
	names: ReadonlySet<string>,
	{ ports, tops }: Pick<Walk, 'ports' | 'tops'>,
): Promise<string | undefined> {
	if (kind === 'making') return 'it is being made';
	if (kind !== 'file' || !(lockable || names.has(`.${name}_progress`))) return undefined;
	return whyLocked(path, tops, ports);
}
