/**
 * Plans the links `FLAVOR-latest.tar.xz` in the directory of a subarch, to the newest archive of each flavor, with links to its hash
 * file and signature. Metro makes such links after a build (targets/gentoo/steps/symlink.spec, funtoo/metro dcfe269) or for all
 * subarches at once (scripts/mirror-maintain.sh, macaroni-os/metro d7996c1).
 */
import { FileError } from '../../base/fileSystem.ts';
import { baseNameOf, directoryOf, isBelow, normalizePath, resolvePath } from '../../base/posixPath.ts';
import { findUnfinished } from '../locks/unfinished.ts';
import { type Subarch, whyBuildsUnknown } from '../model.ts';
import type { Change, Owner } from '../plan.ts';
import type { ArchivePorts } from './archiveLook.ts';
import { whyCutOff } from './cutOff.ts';
import { hashEnding } from './digestRules.ts';

/** What lies beside an archive and is linked with it. */
const companions = [hashEnding, '.gpg'];

export interface LatestLink {
	readonly path: string;
	/** `keep`: it should change, but must not; `reason` says why. */
	readonly action: 'current' | 'link' | 'remove' | 'keep';
	/** Where it leads, or is to lead; `undefined` if it goes. */
	readonly target?: string;
	readonly reason: string;
	readonly change?: Change;
}

export interface LatestOptions {
	/** The builds that `clean` would remove, by their paths: none of them is linked. */
	readonly going: ReadonlySet<string>;
	readonly owner: Owner | undefined;
	/** The names of the mirror. */
	readonly tops: readonly string[];
}

/** Plans the links of one subarch, in byte order of their names. Rejects with `FileError` if something cannot be read. */
export async function planLatest(
	subarch: Subarch,
	options: LatestOptions,
	ports: ArchivePorts,
): Promise<readonly LatestLink[]> {
	const unknown = whyBuildsUnknown(subarch);
	if (unknown !== undefined) throw new FileError('other', subarch.path, unknown);
	const wanted = await wantedLinks(subarch, options, ports);
	const passing: Passing = {
		wanted,
		going: options.going,
		incomplete: subarch.builds
			.filter(({ state }) => state === 'incomplete' || state === 'unfinished')
			.map(({ path }) => path),
		tops: options.tops,
	};
	const planned: LatestLink[] = [];
	for (const [name, target] of wanted)
		planned.push(await planWanted(`${subarch.path}/${name}`, target, options.owner, ports));
	for (const { name, kind } of (await ports.files.list(subarch.path)) ?? []) {
		if (kind !== 'link' || wanted.has(name) || !latestName.test(name)) continue;
		const removal = await planUnwanted(`${subarch.path}/${name}`, passing, ports);
		if (removal !== undefined) planned.push(removal);
	}
	return planned.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const latestName = /^[^.].*-latest\.tar\.[^.]+(?:\.hash\.txt|\.gpg)?$/s;

/** The targets of the links, by their names. */
async function wantedLinks(
	{ path, builds }: Subarch,
	{ going, tops }: LatestOptions,
	ports: ArchivePorts,
): Promise<ReadonlyMap<string, string>> {
	const candidates = builds
		.filter((build) => build.state === 'complete' && !build.linked && !going.has(build.path))
		.sort((a, b) => b.date - a.date);
	const wanted = new Map<string, string>();
	const found = new Set<string>();
	for (const build of candidates) {
		for (const { flavor, name } of build.artifacts) {
			const ending = /\.tar\.[^.]+$/.exec(name)?.[0];
			if (ending === undefined || found.has(flavor)) continue;
			const target = `${build.name}/${name}`;
			if (!(await mayBeLinked(target, `${path}/${flavor}-latest${ending}`, path, tops, ports))) continue;
			found.add(flavor);
			wanted.set(`${flavor}-latest${ending}`, target);
			for (const companion of companions) {
				const status = await ports.files.status(`${path}/${target}${companion}`);
				if (status?.kind === 'file')
					wanted.set(`${flavor}-latest${ending}${companion}`, `${target}${companion}`);
			}
		}
	}
	return wanted;
}

/**
 * True for an archive that is whole and that nothing writes to, hashed or not: Metro hashes what is being written, too. While it is unknown, a link that leads
 * to it stays.
 * @param directory of the subarch; the target is below it
 */
async function mayBeLinked(
	target: string,
	link: string,
	directory: string,
	tops: readonly string[],
	ports: ArchivePorts,
): Promise<boolean> {
	const path = `${directory}/${target}`;
	if ((await ports.files.status(path))?.kind !== 'file') return false;
	const unfinished = await findUnfinished(path, tops, ports);
	if (unfinished === undefined) return (await whyCutOff(path, ports.files)) === undefined;
	if (!unfinished.isUnsure) return false;
	const isLink = (await ports.files.linkStatus(link))?.kind === 'link';
	const said = isLink ? await ports.files.readLink(link) : undefined;
	return said !== undefined && leadsTo(said, target);
}

async function planWanted(
	path: string,
	target: string,
	owner: Owner | undefined,
	{ files }: ArchivePorts,
): Promise<LatestLink> {
	const status = await files.linkStatus(path);
	if (status !== undefined && status.kind !== 'link')
		return { path, action: 'keep', reason: 'it is not a link: rename it if the link is wanted' };
	const said = status === undefined ? undefined : await files.readLink(path);
	if (said !== undefined && leadsTo(said, target))
		return { path, action: 'current', target: said, reason: 'it leads to the newest archive' };
	const reason = said === undefined ? 'there is no link yet' : `it leads to ${said}`;
	const owned = owner === undefined ? {} : { owner };
	const change: Change = { kind: 'make-link', path, target, onlyLinks: true, reason, ...owned };
	return { path, action: 'link', target, reason, change };
}

/** True for a relative link to the same place, however it is written. */
function leadsTo(said: string, target: string): boolean {
	return !said.startsWith('/') && normalizePath(said) === target;
}

/** Builds that no link is to lead to, by their paths. */
interface Passing {
	readonly going: ReadonlySet<string>;
	readonly incomplete: readonly string[];
	readonly tops: readonly string[];
	/** The links that are wanted, by their names. */
	readonly wanted: ReadonlyMap<string, string>;
}

/** A link that no archive wants; `undefined` if it may stay. */
async function planUnwanted(
	path: string,
	passing: Passing,
	ports: ArchivePorts,
): Promise<LatestLink | undefined> {
	const { files } = ports;
	const said = (await files.readLink(path)) ?? '';
	const target = resolvePath(directoryOf(path), said);
	const reason = await whyUnwanted(path, target, passing, ports);
	if (reason === undefined) return undefined;
	return { path, action: 'remove', reason, change: { kind: 'remove-file', path, reason } };
}

async function whyUnwanted(
	path: string,
	target: string,
	{ going, incomplete, wanted, tops }: Passing,
	ports: ArchivePorts,
): Promise<string | undefined> {
	const { files } = ports;
	if ((await files.status(path)) === undefined) return 'its target is gone';
	const isIn = (build: string): boolean => isBelow(target, normalizePath(build));
	if ([...going].some(isIn)) return 'clean is about to remove its target';
	if (incomplete.some(isIn)) return 'it leads to an incomplete build';
	const companion = companions.find((ending) => path.endsWith(ending));
	if (companion === undefined) {
		const unfinished = await findUnfinished(target, tops, ports);
		if (unfinished !== undefined) return unfinished.isUnsure ? undefined : 'its target is being made';
		const cutOff = await whyCutOff(target, files);
		return cutOff && `its target ${cutOff}`;
	}
	const beside = path.slice(0, -companion.length);
	const archive = wanted.get(baseNameOf(beside)) ?? (await files.readLink(beside));
	const belongs = archive !== undefined && resolvePath(directoryOf(path), archive) + companion === target;
	return belongs ? undefined : 'it belongs to another archive than the link beside it';
}
