/** What may be removed from a target because it is gone from the mirror. */
import { FileError } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { Repository, Subarch } from '../model.ts';
import { parseBuildName } from '../scan/buildName.ts';
import type { Unpublished } from './publishable.ts';
import type { PublishPlan } from './publishPlan.ts';

/** Something at the target, by its name below it. */
export interface PublishedEntry {
	readonly name: string;
	readonly isDirectory: boolean;
}

export interface UnpublishPlan {
	readonly files: readonly string[];
	/** Those that are empty then, the deepest first. */
	readonly directories: readonly string[];
	/** What stays though the mirror has it no more, a line for each place. */
	readonly kept: readonly Unpublished[];
}

/**
 * Of builds, snapshots and links to the newest archives, those that the mirror certainly has no more. Everything else at the target
 * stays, and so does all of a place of which the mirror has nothing left: it may be a mount that is missing.
 */
export async function planUnpublish(
	listed: readonly PublishedEntry[],
	plan: PublishPlan,
	repository: Repository,
	ports: Pick<ScanPorts, 'files' | 'signal'>,
): Promise<UnpublishPlan> {
	const obstacle =
		plan.troubles[0] ?? repository.troubles.find(({ code }) => code === 'unreadable-directory');
	const places = placesIn(repository);
	const published = new Set(
		[plan.files, plan.companions, plan.pages, plan.indexes, plan.links].flat().map(({ name }) => name),
	);
	const indexes = indexesAt(listed, plan);
	const kept = new Map<string, string>();
	const files: string[] = [];
	const directories: string[] = [];
	for (const { name, isDirectory } of listed) {
		ports.signal.throwIfAborted();
		if (published.has(name) || name.includes('\ufffd')) continue;
		const place = removablePlace(name, isDirectory, places);
		if (place === undefined || (await existsInMirror(name, repository.mirror, ports))) continue;
		const reason =
			obstacle !== undefined
				? `not all of the mirror can be read: ${obstacle.message}`
				: place.isEmpty
					? 'the mirror has nothing of it any more: if that is right, remove it by hand'
					: indexes.find(({ directory }) => directory === '' || `${place.name}/`.startsWith(`${directory}/`))
							?.reason;
		if (reason !== undefined) kept.set(place.name, reason);
		else (isDirectory ? directories : files).push(name);
	}
	directories.sort((a, b) => b.split('/').length - a.split('/').length || (a < b ? -1 : 1));
	return { files, directories, kept: [...kept].map(([name, reason]) => ({ name, reason })) };
}

/** A directory below which things may be removed. */
interface Place {
	readonly name: string;
	/** The mirror has no finished build or no snapshot there. */
	readonly isEmpty: boolean;
	readonly kind: 'subarch' | 'snapshots';
}

function placesIn({ subarches, snapshots }: Repository): ReadonlyMap<string, Place> {
	const places = new Map<string, Place>();
	for (const { build, snapshots: names } of snapshots) {
		const name = `${build}/snapshots`;
		places.set(name, { name, isEmpty: names.length === 0, kind: 'snapshots' });
	}
	for (const subarch of subarches) {
		const name = `${subarch.build}/${subarch.arch}/${subarch.subarch}`;
		places.set(name, { name, isEmpty: !isSettled(subarch), kind: 'subarch' });
	}
	return places;
}

function isSettled({ readable, latest }: Subarch): boolean {
	return readable && latest !== undefined;
}

/** The place of something that may be removed: all of a build, a link to the newest archive, a snapshot and what lies beside it. */
function removablePlace(
	name: string,
	isDirectory: boolean,
	places: ReadonlyMap<string, Place>,
): Place | undefined {
	const parts = name.split('/');
	if (parts.includes('..') || parts.includes('')) return undefined;
	const subarch = places.get(parts.slice(0, 3).join('/'));
	const [, , , below = '', ...deeper] = parts;
	if (subarch?.kind === 'subarch' && parts.length > 3) {
		if (parseBuildName(below) !== undefined && (isDirectory || deeper.length > 0)) return subarch;
		return deeper.length === 0 && !isDirectory && /.-latest\.tar\.[^.]+/.test(below) ? subarch : undefined;
	}
	const snapshots = places.get(parts.slice(0, 2).join('/'));
	if (snapshots?.kind !== 'snapshots' || parts.length !== 3 || isDirectory) return undefined;
	return /^portage-.*\.tar\.[^.]+/s.test(parts[2] ?? '') ? snapshots : undefined;
}

/** Index files at the target that are not replaced in this run, and may name what is gone; with the directory that each covers. */
function indexesAt(
	listed: readonly PublishedEntry[],
	{ indexes }: PublishPlan,
): readonly { readonly directory: string; readonly reason: string }[] {
	const current = new Set(indexes.map(({ name }) => name));
	return listed.flatMap(({ name, isDirectory }) => {
		if (isDirectory || !/(?:^|\/)index\.xml$/.test(name) || current.has(name)) return [];
		const directory = name.slice(0, Math.max(0, name.lastIndexOf('/')));
		return [{ directory, reason: `the published ${name} is not up to date and may name it` }];
	});
}

/** Whether the mirror has something of that name, or may have it. */
async function existsInMirror(
	name: string,
	mirror: string,
	{ files }: Pick<ScanPorts, 'files'>,
): Promise<boolean> {
	try {
		return (await files.linkStatus(joinPath(mirror, name))) !== undefined;
	} catch (error) {
		if (error instanceof FileError) return true;
		throw error;
	}
}
