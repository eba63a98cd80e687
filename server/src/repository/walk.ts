/** Walks through directories of unknown depth, in a fixed order and without cycles. */
import type { DirectoryEntry } from '../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { isBelow, joinPath } from '../base/posixPath.ts';
import { isArrivalName } from '../base/temporaryName.ts';
import { listOrReport, type ScanPorts } from './listDirectory.ts';
import type { Trouble } from './model.ts';

/** A file, link or other entry that is not a directory; a link to a directory only if it is not followed. */
export interface WalkedEntry {
	readonly entry: DirectoryEntry;
	readonly path: string;
	/** The real path, if links were followed. */
	readonly realPath: string;
	/** Of a link: it leads to a directory. */
	readonly toDirectory: boolean;
}

export interface WalkOptions {
	/**
	 * Real path of the mirror, if links to directories are to be followed, except those that lead out of it or back
	 * into themselves.
	 */
	readonly followWithin?: string;
	/** Files of a directory before its directories, as Python's os.walk; else all in byte order, as os.scandir. */
	readonly filesFirst: boolean;
}

/** A directory on the way, with the real paths of those that led to it through links. */
interface Stop {
	readonly path: string;
	/** Where it really is, if links led to it; else the same. */
	readonly real: string;
	readonly behind: readonly string[];
}

/** Walks `top`, except where a build is arriving. Directories that cannot be read become troubles. Rejects with `AbortError` only. */
export async function* walk(
	top: string,
	options: WalkOptions,
	ports: ScanPorts,
	troubles: Trouble[],
): AsyncGenerator<WalkedEntry, void, undefined> {
	yield* walkFrom({ path: top, real: top, behind: [] }, options, ports, troubles);
}

async function* walkFrom(
	stop: Stop,
	options: WalkOptions,
	ports: ScanPorts,
	troubles: Trouble[],
): AsyncGenerator<WalkedEntry, void, undefined> {
	ports.signal.throwIfAborted();
	const later: Stop[] = [];
	for (const entry of (await listOrReport(stop.path, ports, troubles)) ?? []) {
		// What is arriving from another server is that server's business.
		if (entry.kind === 'directory' && isArrivalName(entry.name)) continue;
		const path = joinPath(stop.path, entry.name);
		const real = joinPath(stop.real, entry.name);
		const toDirectory = entry.kind === 'link' && (await leadsToDirectory(path, ports));
		const next =
			entry.kind === 'directory'
				? { path, real, behind: stop.behind }
				: toDirectory
					? await follow(path, stop, options, ports)
					: undefined;
		if (next === undefined) yield { entry, path, realPath: real, toDirectory };
		else if (options.filesFirst) later.push(next);
		else yield* walkFrom(next, options, ports, troubles);
	}
	for (const next of later) yield* walkFrom(next, options, ports, troubles);
}

async function leadsToDirectory(path: string, ports: ScanPorts): Promise<boolean> {
	const status = await undefinedIfUnreadable(() => ports.files.status(path));
	return status?.kind === 'directory';
}

async function follow(
	path: string,
	stop: Stop,
	options: WalkOptions,
	ports: ScanPorts,
): Promise<Stop | undefined> {
	if (options.followWithin === undefined) return undefined;
	const real = await undefinedIfUnreadable(() => ports.files.realPath(path));
	const here = await undefinedIfUnreadable(() => ports.files.realPath(stop.path));
	if (real === undefined || here === undefined || !isBelow(real, options.followWithin)) return undefined;
	const behind = [...stop.behind, here];
	const circular = behind.some((one) => one === real || isBelow(one, real));
	return circular ? undefined : { path, real, behind };
}

/** True if something exists at `path`, following links, or if that cannot be determined. */
export async function existsOrUnknown(path: string, ports: Pick<ScanPorts, 'files'>): Promise<boolean> {
	return ports.files.status(path).then(
		(status) => status !== undefined,
		() => true,
	);
}
