/** A loaded set-up: `.metro` and `.buildbot`, and the policy and place of its repository. */
import type { RunIsolated } from '../base/isolatedRun.ts';
import type { ReadText } from '../base/readText.ts';
import type { RepositoryPolicy } from '../repository/index.ts';
import type { AskMapBuild } from './buildbot/buildbotPolicy.ts';
import { type BuildbotFile, loadBuildbot } from './buildbot/loadBuildbot.ts';
import { pythonOf } from './buildbot/pythonValues.ts';
import {
	type CollectedConfiguration,
	loadConfiguration,
	type ParseFile,
} from './configuration/loadConfiguration.ts';
import { findGeneration, type Generation, type GenerationChoice } from './generation.ts';
import { laterGeneration } from './laterGeneration.ts';
import type { SetupTrouble } from './setupTrouble.ts';

/** The paths of a set-up's files, and choices from options or settings. */
export interface SetupFiles {
	/** The folder that holds them, for messages. */
	readonly home: string;
	/** Absolute, as the next one. */
	readonly metroFile: string;
	readonly buildbotFile: string;
	/** Instead of `path/mirror`. */
	readonly mirror: string | undefined;
	readonly generation: GenerationChoice;
	/** The Python to run for values that static evaluation cannot know; `undefined`: nothing is run. */
	readonly python: string | undefined;
}

export interface Setup {
	readonly files: SetupFiles;
	/** `undefined` if `.metro` could not be read at all. */
	readonly configuration: CollectedConfiguration | undefined;
	/** `undefined` if `.buildbot` could not be read at all. */
	readonly buildbot: BuildbotFile | undefined;
	/** The mirror as written, `undefined` if nothing names one. */
	readonly mirror: string | undefined;
	readonly generation: Generation;
	/** `undefined` where `.buildbot` does not give one. */
	readonly policy: RepositoryPolicy | undefined;
	/** Asks `map_build`; `undefined` if `.buildbot` could not be read at all. */
	readonly askMapBuild: AskMapBuild | undefined;
	/** The first thing that keeps the set-up from being used, `undefined` if nothing does. */
	readonly trouble: SetupTrouble | undefined;
	/** There is no `.buildbot`, whatever else is wrong. */
	readonly lacksBuildbot: boolean;
}

/** What loading a set-up needs. */
export interface SetupInputs {
	readonly read: ReadText;
	/** Used for `files.python` alone. */
	readonly runIsolated: RunIsolated;
	readonly parse?: ParseFile;
	readonly signal?: AbortSignal;
}

/**
 * Reads a set-up. Never rejects for what is in the files: that becomes `trouble`. Rejects with `AbortError`.
 * @param before the last result for `.buildbot`: the same text is not evaluated again
 */
export async function loadSetup(
	files: SetupFiles,
	inputs: SetupInputs,
	before?: BuildbotFile,
): Promise<Setup> {
	const { read, runIsolated, parse, signal } = inputs;
	// FlexData's own dialects differ only in the wording of one error.
	const loaded = await loadConfiguration(
		files.metroFile,
		files.generation === '2019' ? '2019' : '2015',
		read,
		parse,
		signal,
	);
	const { configuration } = loaded;
	const generation = await findGeneration(files.generation, configuration?.install, read);
	// Nothing is run for a set-up that cannot be used anyway.
	const mirror = files.mirror ?? configuration?.mirror;
	const usable = loaded.kind === 'loaded' && mirror !== undefined;
	const python = usable ? pythonOf(files.python, runIsolated) : undefined;
	const buildbot = await loadBuildbot(files.buildbotFile, read, python, signal, before);
	const found = { install: configuration?.install, mirror, buildbotFile: files.buildbotFile };
	const later =
		files.generation === 'auto' ? await laterGeneration(found, buildbot.file?.buildbot, read) : undefined;
	return {
		files,
		configuration,
		buildbot: buildbot.file,
		mirror,
		generation,
		policy: buildbot.file?.policy,
		askMapBuild: buildbot.file?.askMapBuild,
		trouble: (loaded.kind === 'trouble' ? loaded.trouble : undefined) ?? later ?? buildbot.trouble,
		lacksBuildbot: buildbot.trouble?.kind === 'no-buildbot' && later === undefined,
	};
}
