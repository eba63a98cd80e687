/** The rows below a dated build: its archives with their hashes, its logs, and other files. */

import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import type { DirectoryEntry, FileStatus } from '../../base/fileSystem.ts';
import { sizeText } from '../../base/sizeText.ts';
import type { Row } from '../../protocol/index.ts';
import { rowLimit, withMore } from './rows.ts';
import { whereabouts } from './whereabouts.ts';

/** A file as found on disk; `status` is `undefined` if it vanished or is a link that leads nowhere. */
export interface FoundFile {
	readonly name: string;
	readonly entry: DirectoryEntry;
	readonly status: FileStatus | undefined;
}

/** The ending that a hash file adds to its archive's name. */
const hashEnding = '.hash.txt';

/**
 * @param id of the dated build
 * @param path of its directory
 * @param found its files, those of `log/` with that prefix
 * @param getsHash whether `digestgen` gives a file of that name a hash file
 */
export function fileRows(
	id: string,
	path: string,
	found: readonly FoundFile[],
	getsHash: (name: string) => boolean,
	limit = rowLimit,
): Row[] {
	const byName = new Map(found.map((file) => [file.name, file]));
	const shown = found.filter((file) => {
		const archive = file.name.endsWith(hashEnding) && file.name.slice(0, -hashEnding.length);
		return archive === false || archive === '' || !byName.has(archive);
	});
	const rank = (file: FoundFile): number => (isArchive(file.name) ? 0 : file.name.startsWith('log/') ? 1 : 2);
	const rows = shown
		.toSorted((a, b) => rank(a) - rank(b))
		.slice(0, limit)
		.map((file) => {
			const hash = byName.get(`${file.name}${hashEnding}`);
			// Another file has a state only if it has a hash file all the same.
			const isHashed = file.entry.kind === 'file' && (hash !== undefined || getsHash(file.name));
			return fileRow(id, path, file, isHashed ? hashState(file, hash) : undefined);
		});
	return withMore(rows, id, shown.length);
}

function fileRow(id: string, path: string, file: FoundFile, hashed: string | undefined): Row {
	const archive = isArchive(file.name);
	const isLog = file.name.startsWith('log/');
	const size = file.status === undefined ? 'dangling link' : sizeText(file.status.size);
	const facts = [...(hashed === undefined ? [] : [hashed]), size];
	const { said, reach } = whereabouts(`${path}/${file.name}`);
	return {
		id: `${id}/${file.name}`,
		kind: 'file',
		status: hashed === 'stale hash' || file.status === undefined ? 'incomplete' : 'plain',
		label: shortName(file.name, path),
		description: facts.join(', '),
		tooltip: [`**${escapeMarkdown(file.name)}**`, escapeMarkdown(facts.join(', ')), said].join('\n\n'),
		accessibleLabel: `${file.name}, ${facts.join(', ')}, ${archive ? 'archive' : isLog ? 'log' : 'file'}`,
		expandable: false,
		tags: ['file', ...(archive ? ['archive'] : ['text']), ...(isLog ? ['log'] : [])],
		...reach,
	};
}

/**
 * `stage3-….tar.xz`: what the rows above say already is left out of an archive's name, so that size and hash state are
 * seen beside it. Other names stay as they are.
 */
function shortName(name: string, path: string): string {
	const [date = '', subarch = '', , build = ''] = path.split('/').toReversed();
	const [start = '', end, ...others] = name.split(`-${subarch}-${build}-${date}`);
	return start === '' || end === undefined || others.length > 0 ? name : `${start}-…${end}`;
}

/** Compares dates only; `buildrepo verify` alone reads archives. */
function hashState(file: FoundFile, hash: FoundFile | undefined): string {
	if (hash?.status === undefined) return 'no hash';
	return file.status !== undefined && hash.status.modified < file.status.modified ? 'stale hash' : 'hashed';
}

function isArchive(name: string): boolean {
	return /\.tar(\.[a-z0-9]+)?$/.test(name);
}
