/** The configuration of a set-up in memory: `/home/.metro` and whatever it leads to. */
import { textReader } from '../../server/src/base/readText.ts';
import type { ParsedFile } from '../../server/src/flexdata/index.ts';
import { type ConfigWorld, createConfigWorld, type OpenFile } from '../../server/src/metro/configWorld.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from './memoryFileSystem.ts';

export interface MemoryWorld {
	readonly disk: MemoryFileSystem;
	readonly world: ConfigWorld;
	/** Files that are open in an editor, by path. */
	readonly open: Map<string, ParsedFile>;
}

/** @param files texts by absolute paths */
export function memoryWorld(files: Iterable<readonly [path: string, text: string]>): MemoryWorld {
	const disk = createMemoryFileSystem();
	for (const [path, text] of files) disk.put(path, text);
	const open = new Map<string, ParsedFile>();
	const world = createConfigWorld({
		metroFile: '/home/.metro',
		files: disk,
		read: textReader(disk),
		openFile: (path) => openAs(open.get(path)),
	});
	return { disk, world, open };
}

/** A parsed file as an editor has it open. */
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
