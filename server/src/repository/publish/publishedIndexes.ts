/** The index.xml files that are published: those that name nothing but what is published. */

import { joinPath, nameBelow, normalizePath } from '../../base/posixPath.ts';
import { textReader } from '../../base/readText.ts';
import { downloadsIn } from '../indexTree/downloads.ts';
import { type IndexInputs, indexPaths } from '../indexTree/indexFiles.ts';
import type { ScanPorts } from '../listDirectory.ts';
import type { Trouble } from '../model.ts';

export interface PublishedIndex {
	/** Below the mirror. */
	readonly name: string;
	readonly text: string;
}

export interface HeldIndex {
	readonly name: string;
	/** The end of a sentence that begins with its path. */
	readonly reason: string;
	/** The generation of Metro writes it; otherwise another one has left it. */
	readonly isExpected: boolean;
}

export async function readIndexes(
	names: readonly string[],
	published: ReadonlySet<string>,
	inputs: IndexInputs,
	{ files }: ScanPorts,
	troubles: Trouble[],
): Promise<{ readonly indexes: readonly PublishedIndex[]; readonly held: readonly HeldIndex[] }> {
	const mirror = normalizePath(inputs.repository.mirror);
	const expected = new Set(indexPaths(inputs).map((path) => nameBelow(normalizePath(path), mirror)));
	const indexes: PublishedIndex[] = [];
	const held: HeldIndex[] = [];
	for (const name of names) {
		const path = joinPath(inputs.repository.mirror, name);
		const read = await textReader(files)(path);
		if (read.kind === 'missing') continue;
		if (read.kind !== 'text') {
			const reason = 'reason' in read ? read.reason : `${path}: not text`;
			troubles.push({ code: 'unreadable-index', path, message: `unreadable ${reason}` });
			held.push({ name, reason: 'it cannot be read', isExpected: expected.has(name) });
			continue;
		}
		const missing = downloadsIn(read.text).filter((download) => !published.has(download));
		if (missing.length === 0) indexes.push({ name, text: read.text });
		else held.push({ name, reason: whyHeld(missing), isExpected: expected.has(name) });
	}
	return { indexes, held };
}

function whyHeld([first, ...more]: readonly string[]): string {
	const others = more.length === 0 ? '' : ` and ${more.length} more`;
	const verb = more.length === 0 ? 'is' : 'are';
	return `it names ${first}${others}, which ${verb} not published`;
}
