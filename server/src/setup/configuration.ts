/**
 * What the configuration files of a set-up say in one state of their texts. It is read when somebody asks, never changes, and
 * its runs are evaluated once.
 */
import { type CancelSignal, checkCancelled } from '../base/cancel.ts';
import type { FileReader } from '../base/fileSystem.ts';
import { mapParallel } from '../base/parallel.ts';
import type { ReadResult, ReadText } from '../base/readText.ts';
import type { Work } from '../base/work.ts';
import type { ParsedFile } from '../flexdata/index.ts';
import type { MetroVersion } from './configKeys.ts';
import { type ConfigLibrary, type ConfigPaths, pathMoved } from './configLibrary.ts';
import { type Evaluation, evaluateRun } from './evaluation.ts';
import { fileIndex } from './fileIndex.ts';
import { findInstall, takesWholeFiles } from './findInstall.ts';
import { findGeneration, type GenerationChoice } from './generation.ts';
import { installedNamesIn, noNames } from './installedNames.ts';
import { readScripts } from './installedScripts.ts';
import { contextId, type RunContext } from './runContext.ts';
import { staticCollectPath } from './staticCollectPath.ts';

export interface Configuration {
	/** The files of the set-up. Rejects as cancelled, also when the texts have changed meanwhile. */
	contents(signal: CancelSignal): Promise<ConfigContents>;
	/** The set-up as Metro would hold it in one run; rejects as `contents` does. */
	evaluation(context: RunContext, signal: CancelSignal): Promise<Evaluation>;
	/** The contents, once somebody has asked for them. */
	readonly known: ConfigContents | undefined;
	/** Whether a file was read, by its own path or by the one it really has. */
	hasRead(path: string): boolean;
	/** True once a text has changed: there is another configuration. */
	readonly isOutdated: boolean;
}

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

/** What a configuration is made from. */
export interface ConfigurationInputs {
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
	/** The signal of work that several wait for. */
	readonly together: CancelSignal;
	/** Aborted when a text has changed. */
	readonly outdated: CancelSignal;
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

export function createConfiguration(inputs: ConfigurationInputs): Configuration {
	const { metroFile, files, parse, together, outdated } = inputs;
	const texts = new Map<string, Promise<ReadResult>>();
	const read = new Set<string>();
	const evaluations = new Map<string, Promise<Evaluation>>();
	let reading: Promise<ConfigContents> | undefined;
	let known: ConfigContents | undefined;
	/** Where a file of the set-up really is, as far as that is known. */
	let realPath = (path: string): string => path;

	/** Reads a file once: an open document as it is then, and by whichever path it is open. */
	const readText: ReadText = (path) => {
		const text = texts.get(path) ?? readNow(path);
		texts.set(path, text);
		return text;
	};
	const readNow: ReadText = async (path) => {
		const real = realPath(path);
		read.add(path).add(real);
		const open = inputs.openFile(path) ?? inputs.openFile(real);
		return open === undefined ? inputs.readSaved(path) : { kind: 'text', text: open.text };
	};

	const readLook = async (): Promise<ConfigContents> => {
		const realFile = (await inputs.realMetroFile()) ?? metroFile;
		realPath = (path) => (path === metroFile ? realFile : path);
		const install = await findInstall(metroFile, readText, parse, together);
		const paths = install === undefined ? undefined : await inputs.findFiles(install);
		const home = paths?.home ?? install;
		if (install !== undefined && home !== undefined && home !== install)
			realPath = (path) => (path === metroFile ? realFile : pathMoved(path, install, home));
		const parsed = await readFiles([metroFile, ...(paths?.paths ?? [])]);
		await addOutside(parsed, install);
		const { version } = await findGeneration(inputs.generation, install, readText);
		const aliases = paths?.aliases ?? new Map<string, string>();
		const isThere = install !== undefined && paths !== undefined;
		const library: ConfigLibrary = {
			files: parsed,
			canonical(path) {
				const real = inputs.whereIs(path);
				if (real === realFile) return metroFile;
				const meant = install === undefined || home === undefined ? real : pathMoved(real, home, install);
				return aliases.get(path) ?? aliases.get(real) ?? meant;
			},
			paths: [...parsed.keys(), ...aliases.keys()],
			scripts: isThere ? await readScripts(install, files, readText) : new Map(),
			complete: paths !== undefined,
			names: isThere ? installedNamesIn(install, [...paths.paths, ...aliases.keys()]) : noNames,
		};
		const wholeFiles = await takesWholeFiles(install, readText);
		known = { metroFile, install, realPath, version, wholeFiles, library };
		return known;
	};

	const readFiles = async (paths: readonly string[]): Promise<Map<string, ParsedFile>> => {
		const parsed = new Map<string, ParsedFile>();
		const results = await mapParallel(paths, readsAtOnce, readText);
		for (const [at, path] of paths.entries()) {
			const result = results[at];
			if (result?.kind === 'text') parsed.set(path, await parse(path, result.text));
		}
		return parsed;
	};

	/** Adds what `.metro` collects from elsewhere, and those files in turn, as far as their paths can be told by themselves. */
	const addOutside = async (parsed: Map<string, ParsedFile>, install: string | undefined): Promise<void> => {
		const waiting = [metroFile];
		for (const path of waiting) {
			const file = parsed.get(path);
			for (const node of file === undefined ? [] : fileIndex(file).collects) {
				const [target = '', ...more] = staticCollectPath(node, path, install);
				if (more.length > 0 || parsed.has(target) || waiting.length > mostOutside) continue;
				const result = await readText(target);
				if (result.kind !== 'text') continue;
				parsed.set(target, await parse(target, result.text));
				waiting.push(target);
			}
		}
	};

	// Several requests wait for the same answer: none of them can call it off for the others.
	const look = (): Promise<ConfigContents> => {
		reading ??= readLook();
		reading.catch(() => {
			reading = undefined;
		});
		return reading;
	};

	const evaluateNow = async (context: RunContext): Promise<Evaluation> => {
		const { version, wholeFiles, library } = await look();
		const { canonical } = library;
		return evaluateRun(
			{
				config: metroFile,
				context,
				version,
				wholeFiles,
				read: readText,
				parse,
				canonical,
				turns: outdated.turns,
			},
			outdated,
		);
	};

	return {
		async contents(signal) {
			const answer = await look();
			checkCancelled(signal);
			return answer;
		},
		async evaluation(context, signal) {
			const id = contextId(context);
			const answer = evaluations.get(id) ?? evaluateNow(context);
			if (!evaluations.has(id)) {
				const [oldest] = evaluations.keys();
				if (oldest !== undefined && evaluations.size >= mostEvaluations) evaluations.delete(oldest);
				evaluations.set(id, answer);
				answer.catch(() => evaluations.delete(id));
			}
			const evaluation = await answer;
			checkCancelled(signal);
			return evaluation;
		},
		get known() {
			return known;
		},
		hasRead: (path) => read.has(path),
		get isOutdated() {
			return outdated.aborted;
		},
	};
}
