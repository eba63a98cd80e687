/** A set-up's configuration, kept: its files parsed once, its runs evaluated when somebody asks and as long as nothing changes. */
import { Cancelled, type CancelSignal, checkCancelled, neverCancelled } from '../base/cancel.ts';
import type { FileReader } from '../base/fileSystem.ts';
import { mapParallel } from '../base/parallel.ts';
import { quietly } from '../base/quietly.ts';
import type { ReadResult, ReadText } from '../base/readText.ts';
import type { Turns } from '../base/turns.ts';
import { inTurns, type Work } from '../base/work.ts';
import { type ParsedFile, rememberingParser } from '../flexdata/index.ts';
import { collectAim } from './collectAim.ts';
import type { MetroVersion } from './configKeys.ts';
import { type ConfigLibrary, findConfigFiles, moved } from './configLibrary.ts';
import { detectVersion } from './detectVersion.ts';
import { type Evaluation, evaluate } from './evaluation.ts';
import { contextId, type EvaluationContext } from './evaluationContext.ts';
import { fileIndex } from './fileIndex.ts';
import { findInstall, takesWholeFiles } from './findInstall.ts';
import { namesIn, noNames } from './installedNames.ts';
import { readScripts } from './installedScripts.ts';

export interface ConfigWorld {
	/** What the set-up's files say now. */
	look(signal: CancelSignal): Promise<ConfigLook>;
	/** The set-up as Metro would hold it in one run. */
	evaluation(context: EvaluationContext, signal: CancelSignal): Promise<Evaluation>;
	/** The text of an open document has changed, or the document was opened or closed: whether it was read before. */
	textChanged(path: string): boolean;
	/** Files that values are read from, as the repository keeps some, may have changed; configuration has not. */
	valuesChanged(): void;
	/** Something on disk has changed: everything is read again when it is asked for. */
	filesChanged(): void;
}

export interface ConfigLook {
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

export interface ConfigWorldOptions {
	/** `.metro`, absolute. */
	readonly metroFile: string;
	readonly files: FileReader;
	/** Reads a file from disk. */
	readonly read: ReadText;
	/** An open document, `undefined` for files that are not open. */
	readonly openFile: (path: string) => OpenFile | undefined;
	/** Where others wait for their turn; absent: nobody does. */
	readonly turns?: Turns;
	/** Where an open document really is, if the path it was opened by leads through a link. */
	readonly whereIs?: (path: string) => string;
}

/** A document that an editor has open. */
export interface OpenFile {
	readonly text: string;
	parse(): Work<ParsedFile>;
}

/** How many runs are kept evaluated: the chosen one, and some to compare it with. */
const mostEvaluations = 8;

/** Files that are read at one time. */
const readsAtOnce = 16;

/** Files outside of the installation that are looked into. */
const mostOutside = 1000;

/** What one state of the texts came to. */
interface Remembered {
	/** Paths of the files that were read for it. */
	readonly read: Set<string>;
	look: Promise<ConfigLook> | undefined;
	readonly evaluations: Map<string, Promise<Evaluation>>;
}

export function createConfigWorld(options: ConfigWorldOptions): ConfigWorld {
	const { metroFile, files, read, openFile, turns, whereIs = (path) => path } = options;
	/** Nobody can call off what several wait for. */
	const together: CancelSignal = { aborted: false, ...(turns && { turns }) };
	const remember = rememberingParser();
	/** Where a file of the set-up really is, as far as that is known. */
	let realPath = (path: string): string => path;
	/** A file may be open by the path it really has. */
	const openAt = (path: string): OpenFile | undefined => openFile(path) ?? openFile(realPath(path));
	const parse = (path: string, text: string): Promise<ParsedFile> => {
		const open = openAt(path);
		return inTurns(open?.text === text ? open.parse() : remember(path, text), together);
	};
	/** Files as they are on disk. */
	let disk = new Map<string, Promise<ReadResult>>();
	/** Paths of the files that hold configuration. */
	let configuration: ReadonlyMap<string, ParsedFile> = new Map();
	let found: Promise<Awaited<ReturnType<typeof findConfigFiles>>> | undefined;
	let foundFor: string | undefined;
	let realMetroFile: Promise<string | undefined> | undefined;
	let remembered = nothingRemembered();

	const readNow: ReadText = async (path) => {
		remembered.read.add(path).add(realPath(path));
		const open = openAt(path);
		if (open !== undefined) return { kind: 'text', text: open.text };
		const known = disk.get(path) ?? read(path);
		disk.set(path, known);
		return known;
	};

	/** Adds what `.metro` collects from elsewhere, and those files in turn, as far as their paths can be told by themselves. */
	const addOutside = async (parsed: Map<string, ParsedFile>, install: string | undefined): Promise<void> => {
		const waiting = [metroFile];
		for (const path of waiting) {
			const file = parsed.get(path);
			for (const node of file === undefined ? [] : fileIndex(file).collects) {
				const [target = '', ...more] = collectAim(node, path, install);
				if (more.length > 0 || parsed.has(target) || waiting.length > mostOutside) continue;
				const result = await readNow(target);
				if (result.kind !== 'text') continue;
				parsed.set(target, await parse(target, result.text));
				waiting.push(target);
			}
		}
	};

	// Several requests wait for the same answer: none of them can call it off for the others.
	const lookNow = async (state: Remembered): Promise<ConfigLook> => {
		const install = await findInstall(metroFile, readNow, parse, together);
		if (found === undefined || foundFor !== install) {
			foundFor = install;
			found =
				install === undefined ? Promise.resolve(undefined) : findConfigFiles(install, files, neverCancelled);
		}
		const paths = await found;
		const aliases = paths?.aliases ?? new Map<string, string>();
		const home = paths?.home ?? install;
		const isLink = install !== undefined && home !== undefined && home !== install;
		realMetroFile ??= quietly(() => files.realPath(metroFile));
		const realFile = (await realMetroFile) ?? metroFile;
		const realPathNow = (path: string): string => {
			if (path === metroFile) return realFile;
			return isLink ? moved(path, install, home) : path;
		};
		// A look that ends late says nothing about the files as they are now.
		if (state === remembered) realPath = realPathNow;
		const canonical = (path: string): string => {
			const real = whereIs(path);
			if (real === realFile) return metroFile;
			return aliases.get(path) ?? aliases.get(real) ?? (isLink ? moved(real, home, install) : real);
		};
		const parsed = new Map<string, ParsedFile>();
		const all = [metroFile, ...(paths?.paths ?? [])];
		const results = await mapParallel(all, readsAtOnce, readNow);
		for (const [at, path] of all.entries()) {
			const result = results[at];
			if (result?.kind === 'text') parsed.set(path, await parse(path, result.text));
		}
		await addOutside(parsed, install);
		if (state === remembered) configuration = parsed;
		const library: ConfigLibrary = {
			files: parsed,
			canonical,
			paths: [...parsed.keys(), ...aliases.keys()],
			scripts:
				install === undefined || paths === undefined ? new Map() : await readScripts(install, files, readNow),
			complete: paths !== undefined,
			names:
				install === undefined || paths === undefined
					? noNames
					: namesIn(install, [...paths.paths, ...aliases.keys()]),
		};
		const version = await detectVersion(install, readNow);
		const wholeFiles = await takesWholeFiles(install, readNow);
		return { metroFile, install, realPath: realPathNow, version, wholeFiles, library };
	};

	/** Keeps an answer as long as it is good: one that failed, or was cancelled, is asked for again. */
	const keep = <T>(answer: Promise<T>, forget: () => void): Promise<T> => {
		answer.catch(forget);
		return answer;
	};

	const look = (): Promise<ConfigLook> => {
		const state = remembered;
		state.look ??= keep(lookNow(state), () => {
			state.look = undefined;
		});
		return state.look;
	};

	/** Nobody who waits for it can call it off for the others; it ends when the texts have changed, and is begun anew. */
	const evaluationIn = async (
		state: Remembered,
		context: EvaluationContext,
		signal: CancelSignal,
	): Promise<Evaluation> => {
		const id = contextId(context);
		const known = state.evaluations.get(id);
		if (known !== undefined) return known;
		const { version, wholeFiles, library } = await look();
		checkCancelled(signal);
		const again = state.evaluations.get(id);
		if (again !== undefined) return again;
		const { canonical } = library;
		const outdated: CancelSignal = {
			get aborted() {
				return state !== remembered;
			},
			...(turns && { turns }),
		};
		const answer = keep(
			evaluate(
				{ config: metroFile, context, version, wholeFiles, read: readNow, parse, canonical, turns },
				outdated,
			),
			() => state.evaluations.delete(id),
		);
		const [oldest] = state.evaluations.keys();
		if (oldest !== undefined && state.evaluations.size >= mostEvaluations) state.evaluations.delete(oldest);
		state.evaluations.set(id, answer);
		return answer;
	};

	return {
		async look(signal) {
			const answer = await look();
			checkCancelled(signal);
			return answer;
		},
		async evaluation(context, signal) {
			for (;;) {
				const state = remembered;
				try {
					return await evaluationIn(state, context, signal);
				} catch (error) {
					const isOutdated = error instanceof Cancelled && state !== remembered && !signal.aborted;
					if (!isOutdated) throw error;
				}
			}
		},
		textChanged(path) {
			const isRead = remembered.read.has(path);
			if (isRead) remembered = nothingRemembered();
			return isRead;
		},
		valuesChanged() {
			for (const path of disk.keys()) if (!configuration.has(path)) disk.delete(path);
			remembered = nothingRemembered();
		},
		filesChanged() {
			disk = new Map();
			found = undefined;
			realMetroFile = undefined;
			remembered = nothingRemembered();
		},
	};
}

function nothingRemembered(): Remembered {
	return { read: new Set(), look: undefined, evaluations: new Map() };
}
