/** A loaded set-up: `.metro` and `.buildbot`, and the policy and place of its repository. */
import type { Clock } from '../base/clock.ts';
import type { RunIsolated } from '../base/isolatedRun.ts';
import type { ReadText } from '../base/readText.ts';
import type { BuildbotRules } from '../buildbot/index.ts';
import type { AskMapBuild, RepositoryPolicy } from '../repository/index.ts';
import { type BuildbotFile, loadBuildbot } from './buildbot/loadBuildbot.ts';
import { pythonOf } from './buildbot/pythonValues.ts';
import {
	type CollectedConfiguration,
	loadConfiguration,
	type ParseFile,
} from './configuration/loadConfiguration.ts';
import {
	buildbotIn,
	buildbotRulesOf,
	findGeneration,
	type Generation,
	type GenerationChoice,
	isLater,
} from './generation.ts';
import type { SetupTrouble } from './setupTrouble.ts';

/** The paths of a set-up's files, and choices from options or settings. */
export interface SetupFiles {
	/** The folder that holds them, for messages. */
	readonly home: string;
	/** Absolute, as the next one. */
	readonly metroFile: string;
	/** The one in `home`, which Metro since December 2020 does not read; or the one that was named. */
	readonly buildbotFile: string;
	/** `buildbotFile` was named, so it counts wherever Metro looks for it. */
	readonly namesBuildbot: boolean;
	/** Instead of `path/mirror`. */
	readonly mirror: string | undefined;
	readonly generation: GenerationChoice;
	/** The Python to run for values that static evaluation cannot know; `undefined`: nothing is run. */
	readonly python: string | undefined;
	/** Other hosts of the mirror that the user has named. */
	readonly hosts?: readonly string[];
}

export interface Setup {
	readonly files: SetupFiles;
	/** The `.buildbot` that counts, absolute: since December 2020 that of the mirror. */
	readonly buildbotFile: string;
	/** `undefined` if `.metro` could not be read at all. */
	readonly configuration: CollectedConfiguration | undefined;
	/** `undefined` if `.buildbot` could not be read at all. */
	readonly buildbot: BuildbotFile | undefined;
	/** The mirror as written, `undefined` if nothing names one. */
	readonly mirror: string | undefined;
	readonly generation: Generation;
	/** By which `.buildbot` is read. */
	readonly rules: BuildbotRules;
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
	/** This machine's name: since December 2020 it decides what is built here. */
	readonly hostName: string;
	/** Used for `files.python` alone. */
	readonly runIsolated: RunIsolated;
	readonly clock: Clock;
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
	const { read, runIsolated, clock, parse, signal, hostName } = inputs;
	const loaded = await loadConfiguration(files.metroFile, files.generation, read, parse, signal);
	const { configuration } = loaded;
	// Nothing is run for a set-up that cannot be used anyway.
	const mirror = files.mirror ?? configuration?.mirror;
	const usable = loaded.kind === 'loaded' && mirror !== undefined;
	const python = usable ? pythonOf(files.python, runIsolated, clock) : undefined;
	const places = { install: configuration?.install, mirror, buildbotFile: files.buildbotFile };
	const generation = await findGeneration(files.generation, places, read);
	const inMirror = isLater(generation) && !files.namesBuildbot && mirror !== undefined;
	const buildbotFile = inMirror ? buildbotIn(mirror) : files.buildbotFile;
	const rules = buildbotRulesOf(generation, hostName);
	const buildbot = await loadBuildbot(buildbotFile, read, { rules, python, signal, before });
	return {
		files,
		buildbotFile,
		configuration,
		buildbot: buildbot.file,
		mirror,
		generation,
		rules,
		policy: buildbot.file?.policy,
		askMapBuild: buildbot.file?.askMapBuild,
		trouble: (loaded.kind === 'trouble' ? loaded.trouble : undefined) ?? buildbot.trouble,
		lacksBuildbot: buildbot.trouble?.kind === 'no-buildbot',
	};
}
