/** The configuration of a set-up in memory: `/home/.metro` and everything it leads to. */
import { textReader } from '../../server/src/base/readText.ts';
import type { ParsedFile } from '../../server/src/flexdata/index.ts';
import type { OpenFile } from '../../server/src/setup/configuration/configContents.ts';
import { createSources, type Sources } from '../../server/src/setup/sources.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from './memoryFileSystem.ts';

export interface MemorySources {
	readonly disk: MemoryFileSystem;
	readonly sources: Sources;
	/** Files that are open in an editor, by path. */
	readonly open: Map<string, ParsedFile>;
}

/** @param files texts by absolute paths */
export function memorySources(files: Iterable<readonly [path: string, text: string]>): MemorySources {
	const disk = createMemoryFileSystem();
	for (const [path, text] of files) disk.put(path, text);
	const open = new Map<string, ParsedFile>();
	const sources = createSources({
		metroFile: '/home/.metro',
		generation: 'auto',
		files: disk,
		read: textReader(disk),
		openFile: (path) => openAs(open.get(path)),
	});
	return { disk, sources, open };
}

/** A parsed file that is open in an editor. */
export function openAs(file: ParsedFile | undefined): OpenFile | undefined {
	if (file === undefined) return undefined;
	return {
		text: file.text,
		*parse() {
			yield;
			return file;
		},
	};
}
