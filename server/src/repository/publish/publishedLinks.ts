/** The links that are published: relative ones to what is published as well. */
import { FileError } from '../../base/fileSystem.ts';
import { directoryOf, joinPath, normalizePath } from '../../base/posixPath.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { Unpublished } from './publishable.ts';

export interface PublishedLink {
	/** Below the mirror. */
	readonly name: string;
	/** As it is written. */
	readonly target: string;
	/** The name of the file or directory that it leads to in the end. */
	readonly leadsTo: string;
	readonly toDirectory: boolean;
}

/** @param files the names of the files that are published */
export async function planPublishedLinks(
	names: readonly string[],
	files: ReadonlySet<string>,
	mirror: string,
	{ files: disk }: ScanPorts,
): Promise<{ readonly kept: readonly PublishedLink[]; readonly leftOut: readonly Unpublished[] }> {
	const directories = directoriesOf(files);
	const leftOut: Unpublished[] = [];
	const next = new Map<string, { readonly target: string; readonly place: string }>();
	for (const name of names) {
		const target = await disk.readLink(joinPath(mirror, name)).catch(unreadable);
		if (target === undefined) continue;
		const place = target.startsWith('/') ? undefined : placeOf(name, target);
		if (place === undefined) leftOut.push({ name, reason: `it is a link out of the mirror, to ${target}` });
		else next.set(name, { target, place });
	}
	const kept: PublishedLink[] = [];
	for (const [name, { target, place }] of next) {
		let end = place;
		for (let hops = 0; hops < 40 && next.has(end); hops++) end = next.get(end)?.place ?? end;
		const toDirectory = directories.has(end);
		if (toDirectory || files.has(end)) kept.push({ name, target, leadsTo: end, toDirectory });
		else leftOut.push({ name, reason: `it leads to ${target}, which is not published` });
	}
	return { kept, leftOut };
}

function unreadable(error: unknown): undefined {
	if (!(error instanceof FileError)) throw error;
}

/** Where a relative link leads, below the mirror; `undefined`: out of it, or to the mirror itself. */
function placeOf(name: string, target: string): string | undefined {
	const place = normalizePath(joinPath(directoryOf(`./${name}`), target));
	return place === '.' || place === '..' || place.startsWith('../') ? undefined : place;
}

function directoriesOf(files: ReadonlySet<string>): ReadonlySet<string> {
	const directories = new Set<string>();
	for (const name of files) {
		for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
			const directory = name.slice(0, end);
			if (directories.has(directory)) break;
			directories.add(directory);
		}
	}
	return directories;
}
