/** The set-ups of an editor window: which homes there are, and what is asked of them. */
import type { CancelSignal } from '../base/cancel.ts';
import { expandHome, isBelow, resolvePath } from '../base/posixPath.ts';
import type { DocumentView } from '../features/documentView.ts';
import type { BuildbotContext } from '../metro/buildbotContext.ts';
import type { SetupFiles } from '../metro/loadSetup.ts';
import type {
	FailureAnswer,
	Row,
	RowAnswer,
	ServerOptions,
	SetupChanged,
	SetupSummary,
} from '../protocol.ts';
import { buildbotContextOf } from './buildbotContextOf.ts';
import { findHomes } from './findHomes.ts';
import { firstLookInTime } from './firstLook.ts';
import type { Log } from './handle.ts';
import { createLiveSetup, type LiveSetup } from './liveSetup.ts';
import { failureAt, type RowWorld, rowAt, rowsBelow } from './rowRequests.ts';
import type { EditorHost } from './serverHost.ts';
import { directoriesOf } from './setupWatches.ts';
import { summaryOf } from './summary.ts';

export interface Setups {
	/** Says where to look, and begins to. */
	start(folders: readonly string[], options: ServerOptions): void;
	/** What `options` say of set-ups holds from now on: those that they change are read anew. */
	configure(options: ServerOptions): void;
	changeFolders(added: readonly string[], removed: readonly string[]): void;
	onChanged(listener: (change: SetupChanged) => void): void;
	summaries(): Promise<SetupSummary[]>;
	rows(home: string, parent: string | undefined, signal: CancelSignal): Promise<Row[]>;
	row(home: string, id: string, signal: CancelSignal): Promise<RowAnswer | undefined>;
	/** What broke the dated build with this row, as far as what was written since `since` says. */
	failure(home: string, id: string, since: number): Promise<FailureAnswer | undefined>;
	refresh(): Promise<void>;
	/** The set-up that a file belongs to, or would belong to; `real` is where it is, if its path leads through a link. */
	ownerOf(path: string | undefined, real?: string): LiveSetup | undefined;
	/** All set-ups. */
	all(): Promise<readonly LiveSetup[]>;
	/** What the set-up of a `.buildbot` tells; nothing as long as it is not read in time. */
	buildbotContext(document: DocumentView, signal: CancelSignal): Promise<BuildbotContext>;
	dispose(): void;
}

export function createSetups(host: EditorHost, log: Log): Setups {
	const listeners: ((change: SetupChanged) => void)[] = [];
	let folders: readonly string[] = [];
	let options: ServerOptions = {};
	let live: readonly LiveSetup[] = [];
	/** Resolves when it is known which homes there are. */
	let settled: Promise<void> = Promise.resolve();

	const filesOf = (home: string): SetupFiles => ({
		home,
		metroFile: resolvePath(home, '.metro'),
		buildbotFile: resolvePath(home, '.buildbot'),
		mirror: undefined,
		dialect: options.dialect ?? 'auto',
		python: options.python,
	});

	const begin = (home: string): LiveSetup =>
		createLiveSetup(filesOf(home), host, log, (subarches) => {
			const rows = subarches?.flatMap(({ build, arch, subarch }) => [
				build,
				`${build}/${arch}`,
				`${build}/${arch}/${subarch}`,
			]);
			for (const listener of listeners)
				listener({ home, ...(rows !== undefined && { rows: [...new Set(rows)] }) });
		});

	const homesTopic = host.follower.topic(() => {
		const before = live;
		void settle().then(() => {
			if (live.length !== before.length || live.some((setup) => !before.includes(setup))) tellHomes();
		});
	}, true);

	const homesNow = async (): Promise<readonly string[]> => {
		if (options.home !== undefined)
			return [resolvePath(host.homeDirectory, expandHome(options.home, host.homeDirectory))];
		const recorder = host.follower.record();
		const homes = await findHomes(folders, host.homeDirectory, recorder);
		homesTopic.cover({ footprint: recorder.footprint, directories: directoriesOf(recorder.footprint) });
		return homes;
	};

	const findAndKeep = async (): Promise<void> => {
		const homes = await homesNow();
		const kept = live.filter(({ files: { home, dialect, python } }) => {
			const now = filesOf(home);
			return homes.includes(home) && now.dialect === dialect && now.python === python;
		});
		for (const setup of live) if (!kept.includes(setup)) setup.dispose();
		live = homes.map((home) => kept.find((setup) => setup.files.home === home) ?? begin(home));
	};

	/** Looks for homes anew; one search after the other. */
	const settle = (): Promise<void> => {
		settled = settled.then(findAndKeep);
		return settled;
	};

	const tellHomes = (): void => {
		for (const listener of listeners) for (const { files } of live) listener({ home: files.home });
	};

	const settleAndTell = (): void => {
		void settle().then(tellHomes);
	};

	const worldOf = ({ shownBuilds }: LiveSetup): RowWorld => ({
		clock: host.clock,
		files: host.files,
		shownBuilds,
	});

	const byHome = (home: string): LiveSetup | undefined => live.find((setup) => setup.files.home === home);

	/** The set-up a document belongs to: whose file it is, or whose installation it lies in; else the first. */
	const ownerOf = (path: string | undefined, real = path): LiveSetup | undefined => {
		if (path === undefined) return live[0];
		const owner = live.find((setup) => owns(setup, path));
		if (owner !== undefined || real === undefined || real === path) return owner ?? live[0];
		return live.find((setup) => owns(setup, real)) ?? live[0];
	};

	return {
		start(newFolders, newOptions) {
			folders = newFolders;
			options = newOptions;
			void settle();
		},
		configure(next) {
			const { home, dialect, python } = options;
			options = next;
			if (next.home !== home || next.dialect !== dialect || next.python !== python) settleAndTell();
		},
		changeFolders(added, removed) {
			folders = [...folders.filter((folder) => !removed.includes(folder)), ...added];
			settleAndTell();
		},
		onChanged: (listener) => {
			listeners.push(listener);
		},
		async summaries() {
			await settled;
			return Promise.all(live.map((setup) => summaryOf(setup.files, setup.look(), host.clock)));
		},
		async rows(home, parent, signal) {
			await settled;
			const setup = byHome(home);
			const look = setup?.look();
			return setup === undefined || look === undefined ? [] : rowsBelow(look, parent, worldOf(setup), signal);
		},
		async row(home, id, signal) {
			await settled;
			const setup = byHome(home);
			const look = setup?.look();
			return setup === undefined || look === undefined ? undefined : rowAt(look, id, worldOf(setup), signal);
		},
		async failure(home, id, since) {
			await settled;
			const repository = byHome(home)?.look()?.repository;
			return repository === undefined ? undefined : failureAt(repository, id, since, host.files);
		},
		async refresh() {
			await settle();
			await Promise.all(live.map((setup) => setup.refresh()));
		},
		ownerOf,
		async all() {
			await settled;
			return live;
		},
		async buildbotContext({ path }, signal) {
			await settled;
			const setup = ownerOf(path);
			if (setup !== undefined) await firstLookInTime(setup, signal);
			return buildbotContextOf(setup?.look());
		},
		dispose: () => {
			homesTopic.dispose();
			for (const setup of live) setup.dispose();
		},
	};
}

/** Whose file it is, or whose installation it lies in. */
function owns(setup: LiveSetup, path: string): boolean {
	const look = setup.look();
	const configuration = look?.setup.configuration;
	return (
		path === setup.files.metroFile ||
		path === setup.files.buildbotFile ||
		configuration?.collection.texts.has(path) === true ||
		[configuration?.install, look?.installation.home].some(
			(home) => home !== undefined && isBelow(path, home),
		)
	);
}
