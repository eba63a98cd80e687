/** Finds what must not go because something that stays leads to it through links. */
import { FileError } from '../../base/fileSystem.ts';
import { baseNameOf, directoryOf, resolvePath } from '../../base/posixPath.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { RetentionItem } from './retention.ts';

/** As many links as Linux follows one after the other. */
const mostLinks = 40;

/**
 * Why removals must not happen, as clauses by the path of the item: a build or snapshot of the same directory that stays is a link
 * to it, or contains one. What stays for this reason may lead to further items.
 */
export async function neededBy(
	items: readonly RetentionItem[],
	ports: ScanPorts,
): Promise<ReadonlyMap<string, string>> {
	const going = new Map<string, RetentionItem[]>();
	for (const item of items) {
		if (item.action !== 'remove') continue;
		const directory = directoryOf(item.path);
		going.set(directory, [...(going.get(directory) ?? []), item]);
	}
	const needed = new Map<string, string>();
	const realPaths = rememberedRealPaths(ports);
	const staying = items.filter(({ action, what }) => action === 'keep' && what !== 'stranger');
	for (const { path } of staying) {
		const removals = going.get(directoryOf(path));
		if (removals === undefined) continue;
		for (const item of await neededFor(path, removals, realPaths, ports)) {
			if (needed.has(item.removal.path)) continue;
			needed.set(item.removal.path, item.why);
			staying.push(item.removal);
		}
	}
	return needed;
}

interface Needed {
	readonly removal: RetentionItem;
	readonly why: string;
}

/** The removals that would break what stays at `path`; all of them if that cannot be determined. */
async function neededFor(
	path: string,
	removals: readonly RetentionItem[],
	realPathOf: (directory: string) => Promise<string | undefined>,
	ports: ScanPorts,
): Promise<readonly Needed[]> {
	ports.signal.throwIfAborted();
	try {
		const passed = await placesPassed(path, ports);
		// Most of what stays contains no links.
		if (passed.length === 0) return [];
		const real = (await realPathOf(directoryOf(path))) ?? directoryOf(path);
		const isPassed = (removed: string): boolean => {
			const place = `${real}/${baseNameOf(removed)}`;
			return passed.some((one) => one === place || one.startsWith(`${place}/`));
		};
		return removals
			.filter((removal) => removal.path !== path && removal.changes.some((change) => isPassed(change.path)))
			.map((removal) => ({ removal, why: `${path} stays and leads to it` }));
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		const why = `it is not known whether ${path}, which stays, leads to it: ${error.message}`;
		return removals.filter((removal) => removal.path !== path).map((removal) => ({ removal, why }));
	}
}

function rememberedRealPaths({ files }: ScanPorts): (directory: string) => Promise<string | undefined> {
	const known = new Map<string, Promise<string | undefined>>();
	return (directory) => {
		const real = known.get(directory) ?? files.realPath(directory);
		known.set(directory, real);
		return real;
	};
}

/** The real places that the links at or directly in `path` lead through. */
async function placesPassed(path: string, { files, signal }: ScanPorts): Promise<readonly string[]> {
	const kind = (await files.linkStatus(path))?.kind;
	if (kind === 'link') return linkPlaces(path, files);
	if (kind !== 'directory') return [];
	const passed: string[] = [];
	for (const entry of (await files.list(path)) ?? []) {
		signal.throwIfAborted();
		if (entry.kind === 'link') passed.push(...(await linkPlaces(`${path}/${entry.name}`, files)));
	}
	return passed;
}

/** Each place that a link leads through, as far as it exists, with the real path of its directory. */
async function linkPlaces(link: string, files: ScanPorts['files']): Promise<readonly string[]> {
	const passed: string[] = [];
	let at = link;
	while (passed.length < mostLinks) {
		const target = await files.readLink(at);
		if (target === undefined) break;
		const next = resolvePath(directoryOf(at), target);
		const directory = await files.realPath(directoryOf(next));
		if (directory === undefined) break;
		at = `${directory}/${baseNameOf(next)}`;
		passed.push(at);
		if ((await files.linkStatus(at))?.kind !== 'link') break;
	}
	return passed;
}
