/** The set-ups of an editor window over time: what is open and what is on disk, and the run that each is evaluated as. */
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
	/** Says where to look, and begins to. */
	start(folders: readonly string[], options: ServerOptions): void;
	/** What `options` say holds from now on. */
	configure(options: ServerOptions): void;
	changeFolders(added: readonly string[], removed: readonly string[]): void;
	/** Looks for homes again and reads every set-up anew. */
	refresh(): Promise<void>;
	/** All set-ups, once it is known which there are. */
	setups(): Promise<readonly LiveSetup[]>;
	/** A set-up by its home, without one the first. */
	setupAt(home: string | undefined): Promise<LiveSetup | undefined>;
	/** The set-up that the file at `path` belongs to, or would belong to; `undefined` if there is none at all. */
	ownerOf(path: string | undefined): Promise<LiveSetup | undefined>;
	/**
	 * A set-up as it is now; waits until it has been read. `undefined` if it cannot be read.
	 * @param run what is looked at instead of what was chosen
	 * @param isPatient false: `undefined` as well if that takes so long that an answer without the set-up is better
	 */
	evaluated(
		setup: LiveSetup,
		signal: AbortSignal,
		run?: ChosenRun,
		isPatient?: boolean,
	): Promise<EvaluatedSetup | undefined>;
	/** Chooses what a set-up is evaluated as; `undefined`: back to the default. */
	choose(home: string, run: ChosenRun | undefined): void;
	/** The text of an open document has changed, or the document was opened or closed: true if a set-up has read it. */
	textChanged(path: string | undefined): boolean;
	/** Has the configuration of every set-up read again. */
	reread(): void;
	readonly realPaths: RealPaths;
	dispose(): void;
}

/** Whom a workspace tells what came from disk. */
export interface WorkspaceListener {
	/** Something is new in a set-up. */
	setupChanged(setup: LiveSetup, change: SnapshotChange): void;
	/** There are other set-ups than before. */
	homesChanged(): void;
	/** Documents may lie elsewhere than before. */
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
			// A set-up has not known till now that its file is open, by another path.
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
