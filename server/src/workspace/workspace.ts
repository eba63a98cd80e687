/** The set-ups of an editor window over time: open documents, files on disk, and the run that each is evaluated for. */
import type { Log } from '../base/log.ts';
import { flexdataText, parsedWork } from '../features/flexdata/flexdataDocument.ts';
import type { ServerOptions } from '../protocol/index.ts';
import { configReader } from '../setup/configuration/configReader.ts';
import type { RunContext } from '../setup/configuration/runContext.ts';
import type { SetupFiles } from '../setup/loadSetup.ts';
import { createSources } from '../setup/sources.ts';
import { type ChosenRun, type EvaluatedSetup, evaluateSetup } from './evaluatedSetup.ts';
import { firstSnapshot, firstSnapshotInTime } from './firstSnapshot.ts';
import { createHomes } from './homes.ts';
import { createLiveSetup, type LiveSetup } from './liveSetup.ts';
import type { OpenDocuments } from './openDocuments.ts';
import { createRealPaths, type RealPaths } from './realPaths.ts';
import type { EditorHost } from './serverHost.ts';
import type { SnapshotChange } from './setupReader.ts';

export interface Workspace {
	/** Sets where to look, and starts looking. */
	start(folders: readonly string[], options: ServerOptions): void;
	/** Applies `options` from now on. */
	configure(options: ServerOptions): void;
	changeFolders(added: readonly string[], removed: readonly string[]): void;
	/** Looks for homes again and rereads every set-up. */
	refresh(): Promise<void>;
	/** All set-ups, once they are known. */
	setups(): Promise<readonly LiveSetup[]>;
	/** A set-up by its home; without one, the first. */
	setupAt(home: string | undefined): Promise<LiveSetup | undefined>;
	/** The set-up that the file at `path` belongs to, or would belong to; `undefined` if there is none. */
	ownerOf(path: string | undefined): Promise<LiveSetup | undefined>;
	/**
	 * A set-up as it is now; waits until it has been read. `undefined` if it cannot be read.
	 * @param run replaces the chosen run
	 * @param isPatient false: also `undefined` if reading takes so long that an answer without the set-up is better
	 */
	evaluated(
		setup: LiveSetup,
		signal: AbortSignal,
		run?: ChosenRun,
		isPatient?: boolean,
	): Promise<EvaluatedSetup | undefined>;
	/** Chooses the run that a set-up is evaluated for; `undefined`: the default. */
	choose(home: string, run: ChosenRun | undefined): void;
	/** The text of an open document has changed, or the document was opened or closed. True if a set-up has read it. */
	textChanged(path: string | undefined): boolean;
	/** Rereads the configuration of every set-up. */
	reread(): void;
	readonly realPaths: RealPaths;
	dispose(): void;
}

/** The listeners of a workspace, for news from disk. */
export interface WorkspaceListener {
	/** A set-up has changed. */
	setupChanged(setup: LiveSetup, change: SnapshotChange): void;
	/** The list of set-ups has changed. */
	homesChanged(): void;
	/** The real paths of documents may have changed. */
	documentsMoved(): void;
}

export function createWorkspace(
	host: EditorHost,
	documents: OpenDocuments,
	log: Log,
	listener: WorkspaceListener,
): Workspace {
	const chosen = new Map<string, ChosenRun>();
	let preferred: ChosenRun = {};
	const realPaths = createRealPaths(documents, host.follower, () => {
		reread();
		listener.documentsMoved();
	});

	const begin = (files: SetupFiles): LiveSetup => {
		const setup: LiveSetup = createLiveSetup(files, {
			host,
			log,
			sourcesOf: (recorder) =>
				createSources({
					metroFile: files.metroFile,
					generation: files.generation,
					files: recorder,
					read: configReader(recorder),
					openFile: (path) => {
						const open = realPaths.document(path);
						return open && { text: flexdataText(open.view), parse: () => parsedWork(open.view) };
					},
					turns: host.turns,
					whereIs: realPaths.of,
				}),
			changed: (change) => listener.setupChanged(setup, change),
		});
		return setup;
	};

	const homes = createHomes(host, begin, listener.homesChanged);

	const textChanged = (path: string): boolean => {
		let isRead = false;
		for (const setup of homes.known) {
			for (const changedPath of new Set([path, realPaths.of(path)])) {
				if (setup.textChanged(changedPath)) isRead = true;
			}
		}
		return isRead;
	};

	const reread = (): void => {
		for (const setup of homes.known) setup.reread();
	};

	const runOf = (home: string, run: Partial<RunContext> = {}): ChosenRun => ({
		...preferred,
		...chosen.get(home),
		...run,
	});

	return {
		start: homes.start,
		configure(options) {
			preferred = options.evaluateAs ?? {};
			homes.configure(options);
		},
		changeFolders: homes.changeFolders,
		refresh: homes.refresh,
		setups: homes.setups,
		async setupAt(home) {
			const all = await homes.setups();
			return home === undefined ? all[0] : all.find(({ files }) => files.home === home);
		},
		async ownerOf(path) {
			await homes.setups();
			if (path === undefined) return homes.ownerOf(undefined);
			// Until now, a set-up did not know that its file is open under another path.
			if (await realPaths.find(path)) textChanged(realPaths.of(path));
			return homes.ownerOf(path, realPaths.of(path));
		},
		async evaluated(setup, signal, run, isPatient = true) {
			if (isPatient) await firstSnapshot(setup, signal);
			else if (!(await firstSnapshotInTime(setup, signal))) return undefined;
			return evaluateSetup(setup, runOf(setup.files.home, run), host.clock.now(), signal);
		},
		choose(home, run) {
			if (run === undefined) chosen.delete(home);
			else chosen.set(home, { ...chosen.get(home), ...run });
		},
		textChanged: (path) => path !== undefined && textChanged(path),
		reread,
		realPaths,
		dispose: homes.dispose,
	};
}
