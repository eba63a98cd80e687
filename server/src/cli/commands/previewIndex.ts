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
	const { mirror } = scanned.repository;
	const path = indexPath(mirror);
	const wanted = await indexFiles(scanned, host.files, (line) => printNote(host, line));
	if ('reason' in wanted) throw new CommandError(`${path} cannot be made: ${wanted.reason}`, 1);
	const states = new Set<PreviewState>();
	const entries: PreviewEntry[] = [];
	for (const file of wanted) {
		const found = await textReader(host.files)(file.path);
		if (found.kind === 'unreadable') throw new CommandError(found.reason, 1);
		const listed = found.kind === 'text' ? found.text : undefined;
		states.add(found.kind === 'missing' ? 'missing' : listed === file.text ? 'current' : 'outdated');
		for (const entry of compareIndex(listed, file.text)) entries.push(await lookUp(session, scanned, entry));
	}
	const state = worstFirst.find((one) => states.has(one)) ?? 'current';
	if (json) {
		writeJson(host, { path, state, entries });
		return;
	}
	say(host, `${path} is ${stateWords[state]}.`);
	for (const entry of entries) if (entry.standing !== 'same' || entry.dead) say(host, phraseOf(entry));
}

type PreviewState = 'missing' | 'current' | 'outdated';

/** The state of several files is that of the worst. */
const worstFirst: readonly PreviewState[] = ['missing', 'outdated'];

const stateWords = { missing: 'missing', current: 'up to date', outdated: 'out of date' };

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
