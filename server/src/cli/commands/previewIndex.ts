/** `index.xml --pretend`: what would be written, and how the file on disk differs. */

import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { textReader } from '../../base/readText.ts';
import { compareIndex, type IndexComparison, indexFiles, indexPath } from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import { writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Scanned, Session } from '../session.ts';

/** Prints it, and writes nothing. Throws `CommandError` if it is unknown what would be written. */
export async function previewIndex(session: Session, json: boolean): Promise<void> {
	const { host } = session;
	const scanned = await session.scan();
	const wanted = await indexFiles(scanned, host.files, (line) => printNote(host, line));
	if ('reason' in wanted)
		throw new CommandError(`${whatIsIndexed(scanned)} cannot be made: ${wanted.reason}`, 1);
	const files: PreviewFile[] = [];
	const entries: PreviewEntry[] = [];
	for (const { path, text } of wanted) {
		const found = await textReader(host.files)(path);
		if (found.kind === 'unreadable') throw new CommandError(found.reason, 1);
		const listed = found.kind === 'text' ? found.text : undefined;
		files.push({
			path,
			state: found.kind === 'missing' ? 'missing' : listed === text ? 'current' : 'outdated',
		});
		for (const entry of compareIndex(listed, text)) entries.push(await lookUp(session, scanned, entry));
	}
	if (json) {
		const states = new Set(files.map(({ state }) => state));
		writeJson(host, { state: worstFirst.find((one) => states.has(one)) ?? 'current', files, entries });
		return;
	}
	for (const line of fileLines(files)) say(host, line);
	for (const entry of entries) if (entry.standing !== 'same' || entry.dead) say(host, phraseOf(entry));
}

/** The index.xml files in words, for the beginning of a sentence. */
export function whatIsIndexed({ dialect, repository: { mirror } }: Scanned): string {
	return dialect.indexes.kind === 'whole' ? indexPath(mirror) : `an index.xml for each subarch of ${mirror}`;
}

/** A file that would be written, and how the one on disk compares. */
interface PreviewFile {
	readonly path: string;
	readonly state: 'missing' | 'current' | 'outdated';
}

/** The state of several files is that of the worst. */
const worstFirst: readonly PreviewFile['state'][] = ['missing', 'outdated'];

const stateWords = { missing: 'missing', current: 'up to date', outdated: 'out of date' };

/** So many files that would change are named. */
const mostNamed = 20;

/** The file with its state; of several, how many there are and which of them would change. */
function fileLines(files: readonly PreviewFile[]): readonly string[] {
	const [first, ...others] = files;
	if (first === undefined) return ['No index.xml would be written: no subarch has a complete build.'];
	const lineOf = ({ path, state }: PreviewFile): string => `${path} is ${stateWords[state]}.`;
	if (others.length === 0) return [lineOf(first)];
	const changing = files.filter(({ state }) => state !== 'current');
	if (changing.length === 0) return [`All ${files.length} index.xml files are up to date.`];
	return [
		`Of ${files.length} index.xml files, ${changing.length === files.length ? 'all' : changing.length} would change:`,
		...changing.slice(0, mostNamed).map(lineOf),
		...(changing.length > mostNamed ? [`and ${changing.length - mostNamed} more.`] : []),
	];
}

interface PreviewEntry extends Record<string, unknown> {
	readonly build: string;
	readonly subarch: string;
	readonly variant: string;
	readonly standing: IndexComparison['standing'];
	readonly listed: string | null;
	readonly latest: string | null;
	/** The path of the archive below the mirror, as it would be written. */
	readonly download: string | null;
	/** In bytes; `null`: the archive is not there, or cannot be looked at. */
	readonly size: number | null;
	/** The file on disk lists an archive that is not there. */
	readonly dead: boolean;
}

async function lookUp(
	{ host }: Session,
	{ repository }: Scanned,
	{ build, subarch, variant, standing, listedLatest, latest, listedDownload, download }: IndexComparison,
): Promise<PreviewEntry> {
	const sizeOf = async (path: string | undefined): Promise<number | 'gone' | undefined> => {
		if (path === undefined) return undefined;
		const status = await undefinedIfUnreadable(
			async () => (await host.files.status(`${repository.mirror}${path}`)) ?? 'gone',
		);
		return status === 'gone' || status === undefined ? status : status.size;
	};
	const size = await sizeOf(download ?? listedDownload);
	return {
		build,
		subarch,
		variant,
		standing,
		listed: listedLatest ?? null,
		latest: latest ?? null,
		download: download ?? listedDownload ?? null,
		size: typeof size === 'number' ? size : null,
		dead: (await sizeOf(listedDownload)) === 'gone',
	};
}

function phraseOf({
	build,
	subarch,
	variant,
	standing,
	listed,
	latest,
	download,
	dead,
}: PreviewEntry): string {
	const name = [build, subarch, ...(variant === '' ? [] : [variant])].join(' / ');
	const words = {
		same: '',
		added: `would be added${latest === null ? '' : ` (${latest})`}`,
		gone: 'would go: the repository has it no more',
		newer: `${listed ?? 'no build'} would become ${latest ?? 'no build'}`,
		older: `${listed ?? 'no build'} would become ${latest ?? 'no build'}`,
		changed: `its download would become ${download ?? 'none'}`,
	};
	const parts = [words[standing], ...(dead ? ['the archive that it lists is not there'] : [])];
	return `${name}: ${parts.filter((part) => part !== '').join('; ')}`;
}
