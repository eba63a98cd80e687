/**
 * The files that a set-up is read from, over time. Each is read once, and again only after a change; open documents replace
 * files on disk. Each state has one `Configuration`.
 */
import { withTurns } from '../base/abort.ts';
import type { FileReader } from '../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import type { ReadResult, ReadText } from '../base/readText.ts';
import type { Turns } from '../base/turns.ts';
import { inTurns } from '../base/work.ts';
import { type ParsedFile, rememberingParser } from '../flexdata/index.ts';
import type { OpenFile } from './configuration/configContents.ts';
import { type ConfigPaths, findConfigFiles } from './configuration/configLibrary.ts';
import { type Configuration, createConfiguration } from './configuration/configuration.ts';
import type { GenerationChoice } from './generation.ts';

export interface Sources {
	/** Reads a file as it is on disk. */
	readonly readSaved: ReadText;
	/** Parses a text, unless that was done before. */
	parse(path: string, text: string): Promise<ParsedFile>;
	/** The current configuration: the same object until a file changes. */
	configuration(): Configuration;
	/** The text of an open document has changed, or the document was opened or closed: true if it was read before. */
	textChanged(path: string): boolean;
	/** Files that values are read from, as the repository keeps some, may have changed; configuration has not. */
	valuesChanged(): void;
	/** Something on disk has changed: everything is read again when it is asked for. */
	filesChanged(): void;
}

export interface SourcesOptions {
	/** `.metro`, absolute. */
	readonly metroFile: string;
	readonly generation: GenerationChoice;
	readonly files: FileReader;
	/** Reads a file from disk. */
	readonly read: ReadText;
	/** An open document, `undefined` for files that are not open. */
	readonly openFile: (path: string) => OpenFile | undefined;
	/** The turns that long work shares with other work; absent: it does not yield. */
	readonly turns?: Turns;
	/** Where an open document really is, if the path it was opened by leads through a link. */
	readonly whereIs?: (path: string) => string;
}

/** What was found on disk, until something on it changes. */
interface Disk {
	readonly texts: Map<string, Promise<ReadResult>>;
	findFiles(install: string): Promise<ConfigPaths | undefined>;
	realMetroFile(): Promise<string | undefined>;
}

export function createSources(options: SourcesOptions): Sources {
	const { metroFile, generation, files, read, openFile, turns, whereIs = (path) => path } = options;
	/** Shared work cannot be cancelled by one caller. */
	const together = withTurns(new AbortController().signal, turns);
	const remember = rememberingParser();
	let disk = lookAtDisk(metroFile, files, together);
	let current: { readonly configuration: Configuration; readonly outdated: AbortController } | undefined;
	/** Paths of the files that hold configuration, as they were known last. */
	let library: ReadonlyMap<string, ParsedFile> = new Map();

	const readSaved: ReadText = (path) => {
		const text = disk.texts.get(path) ?? read(path);
		disk.texts.set(path, text);
		return text;
	};

	const parse = (path: string, text: string): Promise<ParsedFile> => {
		const open = openFile(path);
		return inTurns(open?.text === text ? open.parse() : remember(path, text), together);
	};

	const begin = () => {
		const outdated = new AbortController();
		const { findFiles, realMetroFile } = disk;
		const shared = { metroFile, generation, files, openFile, readSaved, parse, whereIs, together };
		return {
			configuration: createConfiguration({
				...shared,
				findFiles,
				realMetroFile,
				outdated: withTurns(outdated.signal, turns),
			}),
			outdated,
		};
	};

	const end = (): void => {
		if (current === undefined) return;
		library = current.configuration.known?.library.files ?? library;
		current.outdated.abort();
		current = undefined;
	};

	return {
		readSaved,
		parse,
		configuration() {
			current ??= begin();
			return current.configuration;
		},
		textChanged(path) {
			const isRead = current?.configuration.hasRead(path) === true;
			if (isRead) end();
			return isRead;
		},
		valuesChanged() {
			end();
			for (const path of disk.texts.keys()) if (!library.has(path)) disk.texts.delete(path);
		},
		filesChanged() {
			end();
			disk = lookAtDisk(metroFile, files, together);
		},
	};
}

function lookAtDisk(metroFile: string, files: FileReader, signal: AbortSignal): Disk {
	const found = new Map<string, Promise<ConfigPaths | undefined>>();
	let realMetroFile: Promise<string | undefined> | undefined;
	return {
		texts: new Map(),
		findFiles(install) {
			const paths = found.get(install) ?? findConfigFiles(install, files, signal);
			found.set(install, paths);
			return paths;
		},
		realMetroFile() {
			realMetroFile ??= undefinedIfUnreadable(() => files.realPath(metroFile));
			return realMetroFile;
		},
	};
}
