/** Files that values name and whose last character Metro cuts off, because they have no newline at their end. */
import { isAbsolutePath } from '../../base/posixPath.ts';
import type { ReadResult } from '../../base/readText.ts';
import {
	type Collection,
	type CollectStep,
	lookUp,
	type Place,
	referencesOf,
	type TraceStep,
} from '../../flexdata/index.ts';

export interface CutFile {
	/** Absolute. */
	readonly path: string;
	/** Where `<<` names it; `undefined`: in an argument. */
	readonly place: Place | undefined;
	/** One sentence: the file, what Metro reads, and what to do. */
	readonly reason: string;
}

/** The files in the expansion of `key` that lose a character. `texts` are the files that have been read, by path. */
export function cutFilesOf(
	collection: Collection,
	key: string,
	texts: ReadonlyMap<string, ReadResult> = collection.texts,
): CutFile[] {
	if (collection.wholeFiles) return [];
	const answer = lookUp({ ...collection, texts }, key, true);
	return answer.kind === 'answer' ? cutFilesIn(answer.trace, collection.directory, texts) : [];
}

/** Why the path of a collect is shorter than it should be, in one sentence; `undefined`: no file on its way is cut. */
export function whyCut(collection: Collection, { node }: CollectStep): string | undefined {
	const keys = referencesOf(node.path).map(({ name }) => name);
	return keys.flatMap((key) => cutFilesOf(collection, key))[0]?.reason;
}

function cutFilesIn(
	steps: readonly TraceStep[],
	directory: string,
	texts: ReadonlyMap<string, ReadResult>,
): CutFile[] {
	return steps.flatMap((step): CutFile[] => {
		const inner = cutFilesIn(step.substeps, directory, texts);
		if (step.kind !== 'file') return inner;
		const path = isAbsolutePath(step.asked) ? step.asked : `${directory}/${step.asked}`;
		const found = texts.get(path);
		const written = found?.kind === 'text' ? lastLine(found.text) : undefined;
		if (written === undefined) return inner;
		const reason = `${path} has no newline at its end, so Metro reads "${written.slice(0, -1)}" instead of "${written}": add a newline.`;
		return [...inner, { path, place: step.place, reason }];
	});
}

/** The last line, if a character of it is lost that is not a space. */
function lastLine(text: string): string | undefined {
	const line = /[^\n\r]+$/.exec(text)?.[0];
	return line === undefined || line.trimEnd() !== line ? undefined : line;
}
