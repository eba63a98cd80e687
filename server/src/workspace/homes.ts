/** The homes of an editor window over time. Each has a set-up that starts and ends with it. */
import { expandHome, isBelow, resolvePath } from '../base/posixPath.ts';
import type { ServerOptions } from '../protocol/index.ts';
import type { SetupFiles } from '../setup/loadSetup.ts';
import { findHomes } from './findHomes.ts';
import type { LiveSetup } from './liveSetup.ts';
import type { EditorHost } from './serverHost.ts';
import { directoriesOf } from './setupWatches.ts';

export interface Homes {
	/** Sets where to look, and starts looking. */
	start(folders: readonly string[], options: ServerOptions): void;
	/** Applies `options` from now on, and reads again the set-ups that they affect. */
	configure(options: ServerOptions): void;
	changeFolders(added: readonly string[], removed: readonly string[]): void;
	/** Looks for homes again and rereads every set-up. */
	refresh(): Promise<void>;
	/** All set-ups, once they are known. */
	setups(): Promise<readonly LiveSetup[]>;
	/** The set-ups known now. */
	readonly known: readonly LiveSetup[];
	/** The set-up of a document: the one that owns its file or whose installation contains it, otherwise the first. */
	ownerOf(path: string | undefined, real?: string): LiveSetup | undefined;
	dispose(): void;
}

/**
 * @param begin starts a set-up
 * @param changed called when the list of set-ups changes
 */
export function createHomes(
	host: EditorHost,
	begin: (files: SetupFiles) => LiveSetup,
	changed: () => void,
): Homes {
	let folders: readonly string[] = [];
	let options: ServerOptions = {};
	let live: readonly LiveSetup[] = [];
	/** Resolves when the homes are known. */
	let settled: Promise<void> = Promise.resolve();

	const filesOf = (home: string): SetupFiles => ({
		home,
		metroFile: resolvePath(home, '.metro'),
		buildbotFile: resolvePath(home, '.buildbot'),
		namesBuildbot: false,
		mirror: undefined,
		generation: options.dialect ?? 'auto',
		python: options.python,
		hosts: options.hosts ?? [],
	});

	const topic = host.follower.topic(() => {
		const before = live;
		void settle().then(() => {
			if (live.length !== before.length || live.some((setup) => !before.includes(setup))) changed();
		});
	}, true);

	const homesNow = async (): Promise<readonly string[]> => {
		if (options.home !== undefined)
			return [resolvePath(host.homeDirectory, expandHome(options.home, host.homeDirectory))];
		const recorder = host.follower.record();
		const homes = await findHomes(folders, host.homeDirectory, recorder);
		topic.cover({ footprint: recorder.footprint, directories: directoriesOf(recorder.footprint) });
		return homes;
	};

	const findAndKeep = async (): Promise<void> => {
		const homes = await homesNow();
		const kept = live.filter(({ files: { home, generation, python, hosts } }) => {
			const now = filesOf(home);
			const isSame = now.generation === generation && now.python === python && isSameList(now.hosts, hosts);
			return homes.includes(home) && isSame;
		});
		for (const setup of live) if (!kept.includes(setup)) setup.dispose();
		live = homes.map((home) => kept.find((setup) => setup.files.home === home) ?? begin(filesOf(home)));
	};

	/** Looks for homes again; searches run one after another. */
	const settle = (): Promise<void> => {
		settled = settled.then(findAndKeep);
		return settled;
	};

	const settleAndTell = (): void => {
		void settle().then(changed);
	};

	return {
		start(newFolders, newOptions) {
			folders = newFolders;
			options = newOptions;
			void settle();
		},
		configure(next) {
			const { home, dialect, python, hosts } = options;
			options = next;
			const isSame = next.home === home && next.dialect === dialect && next.python === python;
			if (!isSame || !isSameList(next.hosts, hosts)) settleAndTell();
		},
		changeFolders(added, removed) {
			folders = [...folders.filter((folder) => !removed.includes(folder)), ...added];
			settleAndTell();
		},
		async refresh() {
			await settle();
			await Promise.all(live.map((setup) => setup.refresh()));
		},
		async setups() {
			await settled;
			return live;
		},
		get known() {
			return live;
		},
		ownerOf(path, real = path) {
			if (path === undefined) return live[0];
			const owner = live.find((setup) => owns(setup, path));
			if (owner !== undefined || real === undefined || real === path) return owner ?? live[0];
			return live.find((setup) => owns(setup, real)) ?? live[0];
		},
		dispose() {
			topic.dispose();
			for (const setup of live) setup.dispose();
		},
	};
}

/** Owns the file, or has it in its installation. */
function owns({ files, snapshot }: LiveSetup, path: string): boolean {
	const { setup, installation } = snapshot() ?? {};
	const configuration = setup?.configuration;
	return (
		path === files.metroFile ||
		path === (setup?.buildbotFile ?? files.buildbotFile) ||
		configuration?.collection.texts.has(path) === true ||
		[configuration?.install, installation?.home].some((home) => home !== undefined && isBelow(path, home))
	);
}

function isSameList(one: readonly string[] = [], other: readonly string[] = []): boolean {
	return one.length === other.length && one.every((name, at) => name === other[at]);
}
