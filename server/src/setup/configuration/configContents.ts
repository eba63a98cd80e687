/** What the configuration files of a set-up hold, each read once. */
import type { FileReader } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import type { ReadResult, ReadText } from '../../base/readText.ts';
import type { Work } from '../../base/work.ts';
import type { ParsedFile } from '../../flexdata/index.ts';
import { findGeneration, type GenerationChoice } from '../generation.ts';
import { findInstall, takesWholeFiles } from '../installation/findInstall.ts';
import { installedNamesIn, noNames } from '../installation/installedNames.ts';
import { readScripts } from '../installation/installedScripts.ts';
import type { MetroVersion } from './configKeys.ts';
import { type ConfigLibrary, type ConfigPaths, pathMoved } from './configLibrary.ts';
import { fileIndex } from './fileIndex.ts';
import { staticCollectPath } from './staticCollectPath.ts';

export interface ConfigContents {
	readonly metroFile: string;
	/** `path/install`, `undefined` if `.metro` does not set it. */
	readonly install: string | undefined;
	/** The path that a file of the library really has, where `path/install` is a link. */
	realPath(path: string): string;
	readonly version: MetroVersion;
	/** Files that `<<` names are taken as they are (see `takesWholeFiles`). */
	readonly wholeFiles: boolean;
	readonly library: ConfigLibrary;
}

/** Where the files come from. */
export interface ConfigFiles {
	/** `.metro`, absolute. */
	readonly metroFile: string;
	readonly generation: GenerationChoice;
	readonly files: FileReader;
	/** Reads a file as it is on disk. */
	readonly readSaved: ReadText;
	/** An open document, `undefined` for files that are not open. */
	readonly openFile: (path: string) => OpenFile | undefined;
	readonly parse: (path: string, text: string) => Promise<ParsedFile>;
	readonly findFiles: (install: string) => Promise<ConfigPaths | undefined>;
	/** Where `.metro` really is; `undefined`: it is not there. */
	readonly realMetroFile: () => Promise<string | undefined>;
	/** Where an open document really is. */
	readonly whereIs: (path: string) => string;
	/** The signal of shared work. */
	readonly together: AbortSignal;
}

/** A document that an editor has open. */
export interface OpenFile {
	readonly text: string;
	parse(): Work<ParsedFile>;
}

/** Files that are read at one time. */
const readsAtOnce = 16;

/** At most this many files outside the installation are read. */
const mostOutside = 1000;

/** Reads each file once: an open document as it is at that moment, by whichever path it is open. */
export class ConfigReader {
	readonly #files: ConfigFiles;
	readonly #texts = new Map<string, Promise<ReadResult>>();
	readonly #paths = new Set<string>();
	/** Where a file of the set-up really is, as far as that is known. */
	#realPath = (path: string): string => path;

	constructor(files: ConfigFiles) {
		this.#files = files;
	}

	/** Whether a file was read, by its own path or by the one it really has. */
	hasRead(path: string): boolean {
		return this.#paths.has(path);
	}

	readonly readText: ReadText = (path) => {
		const text = this.#texts.get(path) ?? this.#readNow(path);
		this.#texts.set(path, text);
		return text;
	};

	async #readNow(path: string): Promise<ReadResult> {
		const { openFile, readSaved } = this.#files;
		const real = this.#realPath(path);
		this.#paths.add(path).add(real);
		const open = openFile(path) ?? openFile(real);
		return open === undefined ? readSaved(path) : { kind: 'text', text: open.text };
	}

	/** Reads `.metro`, the installation that it names, and what it collects from elsewhere. */
	async contents(): Promise<ConfigContents> {
		const { metroFile, parse, together, generation } = this.#files;
		const realFile = (await this.#files.realMetroFile()) ?? metroFile;
		this.#realPath = (path) => (path === metroFile ? realFile : path);
		const install = await findInstall(metroFile, this.readText, parse, together);
		const paths = install === undefined ? undefined : await this.#files.findFiles(install);
		const home = paths?.home ?? install;
		if (install !== undefined && home !== undefined && home !== install)
			this.#realPath = (path) => (path === metroFile ? realFile : pathMoved(path, install, home));
		const parsed = await this.#parseAll([metroFile, ...(paths?.paths ?? [])]);
		await this.#addOutside(parsed, install);
		const { version } = await findGeneration(generation, { install, mirror: undefined }, this.readText);
		const library = await this.#library(parsed, paths, install, realFile);
		const wholeFiles = generation === '2024' || (await takesWholeFiles(install, this.readText));
		return { metroFile, install, realPath: this.#realPath, version, wholeFiles, library };
	}

	async #library(
		parsed: ReadonlyMap<string, ParsedFile>,
		paths: ConfigPaths | undefined,
		install: string | undefined,
		realMetroFile: string,
	): Promise<ConfigLibrary> {
		const { metroFile, files, whereIs } = this.#files;
		const aliases = paths?.aliases ?? new Map<string, string>();
		const home = paths?.home ?? install;
		const isThere = install !== undefined && paths !== undefined;
		return {
			files: parsed,
			canonical(path) {
				const real = whereIs(path);
				if (real === realMetroFile) return metroFile;
				const meant = install === undefined || home === undefined ? real : pathMoved(real, home, install);
				return aliases.get(path) ?? aliases.get(real) ?? meant;
			},
			paths: [...parsed.keys(), ...aliases.keys()],
			scripts: isThere ? await readScripts(install, files, this.readText) : new Map(),
			complete: paths?.isWhole === true && paths.paths.every((path) => parsed.has(path)),
			names: isThere ? installedNamesIn(install, [...paths.paths, ...aliases.keys()]) : noNames,
		};
	}

	async #parseAll(paths: readonly string[]): Promise<Map<string, ParsedFile>> {
		const parsed = new Map<string, ParsedFile>();
		const results = await mapParallel(paths, readsAtOnce, this.readText);
		for (const [at, path] of paths.entries()) {
			const result = results[at];
			if (result?.kind === 'text') parsed.set(path, await this.#files.parse(path, result.text));
		}
		return parsed;
	}

	/** Adds what `.metro` collects from elsewhere, and those files in turn, if their paths are literal. */
	async #addOutside(parsed: Map<string, ParsedFile>, install: string | undefined): Promise<void> {
		const waiting = [this.#files.metroFile];
		for (const path of waiting) {
			const file = parsed.get(path);
			for (const node of file === undefined ? [] : fileIndex(file).collects) {
				const [target = '', ...more] = staticCollectPath(node, path, install);
				if (more.length > 0 || parsed.has(target) || waiting.length > mostOutside) continue;
				const result = await this.readText(target);
				if (result.kind !== 'text') continue;
				parsed.set(target, await this.#files.parse(target, result.text));
				waiting.push(target);
			}
		}
	}
}
