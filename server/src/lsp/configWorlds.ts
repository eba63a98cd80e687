/** The configuration of every set-up, kept up to date with open documents and disk, and the run that each is evaluated as. */
import { pathToFileURL } from 'node:url';
import { type CancelSignal, checkCancelled } from '../base/cancel.ts';
import { formatDay, toCivil } from '../base/civilTime.ts';
import { oncePer } from '../base/once.ts';
import { isBelow } from '../base/posixPath.ts';
import type { Buildbot } from '../buildbot/index.ts';
import { parsedWork, textOf } from '../features/flexdata/flexdataDocument.ts';
import type { SettingsContexts } from '../features/flexdata/index.ts';
import type { SettingsContext } from '../features/flexdata/settingsContext.ts';
import { type ConfigLibrary, noLibrary } from '../metro/configLibrary.ts';
import { configReader } from '../metro/configReader.ts';
import { type ConfigLook, type ConfigWorld, createConfigWorld } from '../metro/configWorld.ts';
import type { Evaluation } from '../metro/evaluation.ts';
import type { EvaluationContext } from '../metro/evaluationContext.ts';
import { type ContextChoices, defaultContext, setupChoices } from '../metro/evaluationContexts.ts';
import type { BuildNames } from '../metro/installedNames.ts';
import type { Topic } from '../watching/follower.ts';
import type { Footprint, Recorder } from '../watching/recorder.ts';
import { waysTo } from '../watching/waysTo.ts';
import { type OpenDocuments, pathOf } from './documents.ts';
import { firstLook, firstLookInTime } from './firstLook.ts';
import type { LiveSetup } from './liveSetup.ts';
import { createPacer } from './pacer.ts';
import { createRealPaths } from './realPaths.ts';
import type { EditorHost } from './serverHost.ts';
import type { SetupLook } from './setupLook.ts';
import type { Setups } from './setups.ts';
import { directoriesOf } from './setupWatches.ts';
import { unlessCancelled } from './waitFor.ts';

/** A set-up's configuration at one moment, and what it can be evaluated as. */
export interface ConfigState {
	readonly home: string;
	readonly look: ConfigLook;
	readonly choices: ContextChoices;
	/** What `.buildbot` builds here, as far as that is known. */
	readonly named: BuildNames | undefined;
	readonly current: EvaluationContext;
	/** `.buildbot` has it made here. */
	readonly isPlanned: boolean;
	evaluation(context: EvaluationContext): Promise<Evaluation>;
}

export interface ConfigWorlds extends SettingsContexts {
	/** A set-up by its home, without one the first; `undefined` if there is none. */
	state(home: string | undefined, signal: CancelSignal): Promise<ConfigState | undefined>;
	/** The set-up that the file at `path` belongs to; `undefined` if it belongs to none. */
	stateFor(path: string, signal: CancelSignal): Promise<ConfigState | undefined>;
	/** Chooses what a set-up is evaluated as; `undefined`: back to the default. */
	choose(home: string, context: Partial<EvaluationContext> | undefined): void;
	/** What is evaluated until somebody chooses. */
	setDefault(context: Partial<EvaluationContext>): void;
	/** The text of an open document has changed, or the document was opened or closed: whether a set-up has read it. */
	textChanged(path: string | undefined): boolean;
	/** Files of the repository have changed, and values that are read from them. */
	valuesChanged(): void;
	/** `undefined`: every set-up. */
	filesChanged(home: string | undefined): void;
	dispose(): void;
}

/** A world with what it was read from. */
interface Kept {
	readonly world: ConfigWorld;
	readonly recorder: Recorder;
	readonly topic: Topic;
	/** How much of what was read is followed. */
	covered: { readonly footprint: Footprint; readonly size: number } | undefined;
}

/** Milliseconds in which changes on disk are gathered. */
const gatherFor = 150;

/** What is known of a set-up that could not be read. */
const unread: Partial<SetupLook> = {};

/** There can be thousands of choices, and every request asks for them. */
const choicesOf = oncePer((library: ConfigLibrary) =>
	oncePer(({ repository, setup }: Partial<SetupLook>) => setupChoices(repository, setup?.policy, library)),
);

/** @param changed is told when a configuration file on disk has changed */
export function createConfigWorlds(
	host: EditorHost,
	setups: Setups,
	documents: OpenDocuments,
	problemsPage: string | undefined,
	changed: () => void,
): ConfigWorlds {
	const worlds = new Map<string, Kept>();
	const chosen = new Map<string, Partial<EvaluationContext>>();
	let preferred: Partial<EvaluationContext> = {};
	const { follower } = host;
	const realPaths = createRealPaths(documents, follower, () => {
		for (const kept of worlds.values()) filesChanged(kept);
		changed();
	});
	/** Bursts of changes on disk, as of an update of Metro, are taken together. */
	const pacer = createPacer<string>(gatherFor, async (metroFiles) => {
		for (const metroFile of metroFiles) filesChanged(worlds.get(metroFile));
		changed();
	});

	/** Everything is read again when it is asked for, and followed from then on. */
	const filesChanged = (kept: Kept | undefined): void => {
		kept?.recorder.renew();
		kept?.world.filesChanged();
	};

	/** Follows what was read, if there is more of it than before. */
	const follow = async (
		{ files: { metroFile } }: LiveSetup,
		kept: Kept,
		install: string | undefined,
	): Promise<void> => {
		const { footprint } = kept.recorder;
		if (kept.covered?.footprint === footprint && kept.covered.size === footprint.size) return;
		kept.covered = { footprint, size: footprint.size };
		const names = [metroFile, ...(install === undefined ? [] : [install])];
		const ways = await Promise.all(names.map((name) => waysTo(name, host.files)));
		kept.topic.cover({ footprint, directories: directoriesOf(footprint), ways: ways.flat() });
	};

	const keptOf = ({ files }: LiveSetup): Kept => {
		const known = worlds.get(files.metroFile);
		if (known !== undefined) return known;
		const { metroFile } = files;
		const recorder = follower.record();
		const world = createConfigWorld({
			metroFile,
			files: recorder,
			read: configReader(recorder),
			openFile: (path) => {
				const open = realPaths.document(path);
				return open && { text: textOf(open.view), parse: () => parsedWork(open.view) };
			},
			turns: host.turns,
			whereIs: realPaths.of,
		});
		const topic = follower.topic(() => pacer.add(metroFile), true);
		const kept: Kept = { world, recorder, topic, covered: undefined };
		worlds.set(metroFile, kept);
		return kept;
	};

	/** Once the set-up is read: before that nobody knows what it can be evaluated as. */
	const stateOf = async (setup: LiveSetup, signal: CancelSignal): Promise<ConfigState> => {
		await firstLook(setup, signal);
		const kept = keptOf(setup);
		const { world } = kept;
		const look = await world.look(signal);
		checkCancelled(signal);
		await follow(setup, kept, look.install);
		const setupLook = setup.look() ?? unread;
		const choices = choicesOf(look.library)(setupLook);
		const { home } = setup.files;
		const current = {
			...defaultContext(choices, formatDay(toCivil(host.clock.now()))),
			...preferred,
			...chosen.get(home),
		};
		return {
			home,
			look,
			choices,
			named: setupLook.setup?.policy,
			current,
			isPlanned: isPlanned(current, choices, setupLook.setup?.buildbot?.buildbot),
			async evaluation(context) {
				const evaluated = await unlessCancelled(world.evaluation(context, signal), signal);
				await follow(setup, kept, look.install);
				return evaluated;
			},
		};
	};

	const isFile = (path: string): Promise<boolean> =>
		host.files.status(path).then(
			(status) => status?.kind === 'file',
			() => false,
		);
	const uriOf = (path: string): string => documents.atPath(path)?.view.uri ?? pathToFileURL(path).href;
	/** The same for files of a set-up, which may be open by the path they really have. */
	const uriIn =
		({ realPath }: ConfigLook) =>
		(path: string): string =>
			(realPaths.document(path) ?? realPaths.document(realPath(path)))?.view.uri ?? pathToFileURL(path).href;

	const contextOf = async (
		setup: LiveSetup,
		path: string | undefined,
		signal: CancelSignal,
	): Promise<SettingsContext> => {
		if (!(await firstLookInTime(setup, signal))) return nowhere;
		const { look, current, isPlanned, evaluation } = await stateOf(setup, signal);
		const { library, install, version } = look;
		const evaluated = await evaluation(current);
		checkCancelled(signal);
		if (!belongs(path, look, evaluated)) return { ...nowhere, version };
		const shared = { version, install, library, isFile, problemsPage };
		return { ...shared, evaluation: evaluated, isPlanned, uriOf: uriIn(look) };
	};

	const textChanged = (path: string): boolean => {
		const real = realPaths.of(path);
		let isRead = false;
		for (const { world } of worlds.values()) {
			for (const changedPath of new Set([path, real])) if (world.textChanged(changedPath)) isRead = true;
		}
		return isRead;
	};

	const ownerOf = async (path: string | undefined): Promise<LiveSetup | undefined> => {
		await setups.all();
		// A set-up has not known till now that its file is open, by another path.
		if (path !== undefined && (await realPaths.find(path))) textChanged(realPaths.of(path));
		return setups.ownerOf(path, path === undefined ? undefined : realPaths.of(path));
	};

	/** What a file without a set-up has: Metro as the documentation describes it. */
	const nowhere: SettingsContext = {
		version: '2015-11',
		install: undefined,
		library: noLibrary,
		evaluation: undefined,
		isPlanned: false,
		uriOf,
		isFile,
		problemsPage,
	};

	return {
		pathOf,
		async of(path, signal) {
			const setup = await ownerOf(path);
			return setup === undefined ? nowhere : contextOf(setup, path, signal);
		},
		async reread(path, signal) {
			const setup = await ownerOf(path);
			if (setup === undefined) return nowhere;
			filesChanged(keptOf(setup));
			return contextOf(setup, path, signal);
		},
		async all(signal) {
			return Promise.all(
				(await setups.all()).map((setup) => contextOf(setup, setup.files.metroFile, signal)),
			);
		},
		async state(home, signal) {
			const all = await setups.all();
			const setup = home === undefined ? all[0] : all.find(({ files }) => files.home === home);
			return setup === undefined ? undefined : stateOf(setup, signal);
		},
		async stateFor(path, signal) {
			const setup = await ownerOf(path);
			const state = setup === undefined ? undefined : await stateOf(setup, signal);
			if (state === undefined) return undefined;
			return belongs(path, state.look, await state.evaluation(state.current)) ? state : undefined;
		},
		choose(home, context) {
			if (context === undefined) chosen.delete(home);
			else chosen.set(home, { ...chosen.get(home), ...context });
		},
		setDefault(context) {
			preferred = context;
		},
		textChanged: (path) => path !== undefined && textChanged(path),
		valuesChanged() {
			for (const { world } of worlds.values()) world.valuesChanged();
		},
		filesChanged(home) {
			for (const [metroFile, kept] of worlds) {
				if (home === undefined || isBelow(metroFile, home)) filesChanged(kept);
			}
		},
		dispose() {
			pacer.stop();
			for (const { topic } of worlds.values()) topic.dispose();
		},
	};
}

/** A build that is made here, in a mode that `map_build` asks for, as far as that is known. */
function isPlanned(
	{ build, arch, subarch, mode }: EvaluationContext,
	{ combinations }: ContextChoices,
	buildbot: Buildbot | undefined,
): boolean {
	const modes = buildbot?.answered.filter(({ role }) => role === 'mode') ?? [];
	return (
		buildbot !== undefined &&
		combinations.some((one) => one.build === build && one.arch === arch && one.subarch === subarch) &&
		(modes.length === 0 || modes.some(({ name }) => name === mode))
	);
}

/** The set-up has the file, or has collected it from elsewhere, or it lies where such files are kept. */
function belongs(path: string | undefined, look: ConfigLook, { collected }: Evaluation): boolean {
	const { library, install, metroFile } = look;
	if (path === undefined) return false;
	const here = library.canonical(path);
	return (
		here === metroFile ||
		library.files.has(here) ||
		collected.has(here) ||
		(install !== undefined && isBelow(here, install))
	);
}
