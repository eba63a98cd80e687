/** The index.xml files that are published: those that name nothing but what is published. */

import { joinPath, nameBelow, normalizePath } from '../../base/posixPath.ts';
import { textReader } from '../../base/readText.ts';
import { downloadsIn } from '../indexTree/downloads.ts';
import { type IndexInputs, indexFiles, indexPaths } from '../indexTree/indexFiles.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { Trouble } from '../model.ts';
import type { Unpublished } from './publishable.ts';

export interface PublishedIndex {
	/** Below the mirror. */
	readonly name: string;
	readonly text: string;
}

export interface HeldIndex {
	readonly name: string;
	/** The end of a sentence that begins with its path. */
	readonly reason: string;
	/** Why the first of what it names is not published, if that is known. */
	readonly cause?: string;
	/** The generation of Metro writes it; otherwise another one has left it. */
	readonly isExpected: boolean;
	/** Written anew, it would name nothing but what is published. */
	readonly isOutdated: boolean;
}

/**
 * Reads the index.xml files of those names.
 * @param published the names of what is published
 * @param leftOut what is not, with its reason
 */
export async function readIndexes(
	names: readonly string[],
	published: ReadonlySet<string>,
	leftOut: readonly Unpublished[],
	inputs: IndexInputs,
	{ files }: ScanPorts,
	troubles: Trouble[],
): Promise<{ readonly indexes: readonly PublishedIndex[]; readonly held: readonly HeldIndex[] }> {
	const mirror = normalizePath(inputs.repository.mirror);
	const nameOf = (path: string): string | undefined => nameBelow(normalizePath(path), mirror);
	const expected = new Set(indexPaths(inputs).map(nameOf));
	const reasons = new Map(leftOut.map((one) => [one.name, one.reason]));
	const indexes: PublishedIndex[] = [];
	const held: HeldIndex[] = [];
	let sound: ReadonlySet<string | undefined> | undefined;
	for (const name of names) {
		const path = joinPath(inputs.repository.mirror, name);
		const isExpected = expected.has(name);
		const read = await textReader(files)(path);
		if (read.kind === 'missing') continue;
		if (read.kind !== 'text') {
			const why = 'reason' in read ? read.reason : `${path}: not text`;
			troubles.push({ code: 'unreadable-index', path, message: `unreadable ${why}` });
		}
		const missing =
			read.kind === 'text' ? downloadsIn(read.text).filter((download) => !published.has(download)) : [];
		if (read.kind === 'text' && missing.length === 0) {
			indexes.push({ name, text: read.text });
			continue;
		}
		const why = read.kind === 'text' ? whyHeld(missing, reasons) : { reason: 'it cannot be read' };
		sound ??= new Set((await soundIndexes(inputs, published, files)).map(nameOf));
		held.push({ name, ...why, isExpected, isOutdated: sound.has(name) });
	}
	return { indexes, held };
}

/** The index.xml files that, if they were written now, would name nothing but what is published. */
async function soundIndexes(
	inputs: IndexInputs,
	published: ReadonlySet<string>,
	files: ScanPorts['files'],
): Promise<readonly string[]> {
	const made = await indexFiles(inputs, files, () => {});
	if ('reason' in made) return [];
	return made.flatMap(({ path, text }) =>
		downloadsIn(text).every((download) => published.has(download)) ? [path] : [],
	);
}

function whyHeld(
	[first = '', ...more]: readonly string[],
	reasons: ReadonlyMap<string, string>,
): Pick<HeldIndex, 'reason' | 'cause'> {
	const others = more.length === 0 ? '' : ` and ${more.length} more`;
	const verb = more.length === 0 ? 'is' : 'are';
	const cause = whyLeftOut(first, reasons);
	const reason = `it names ${first}${others}, which ${verb} not published`;
	return { reason, ...(cause !== undefined && { cause }) };
}

/** Why a file is left out: the reason of itself, or of a directory that it lies in. */
function whyLeftOut(name: string, reasons: ReadonlyMap<string, string>): string | undefined {
	for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) {
		const reason = reasons.get(name.slice(0, end));
		if (reason !== undefined) return reason;
	}
	return undefined;
}
