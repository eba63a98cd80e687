/** One set-up kept up to date: loaded once, then only what changed on disk is read again. */
import { Cancelled } from '../base/cancel.ts';
import { quietly } from '../base/quietly.ts';
import { configReader } from '../metro/configReader.ts';
import { mirrorTrouble } from '../metro/findMirror.ts';
import { noInstallation, readInstallation } from '../metro/installation.ts';
import { loadSetup, type Setup, type SetupFiles } from '../metro/loadSetup.ts';
import type { SetupTrouble } from '../metro/setupTrouble.ts';
import {
	type LockHolder,
	type ScanWorld,
	type Subarch,
	scanRepository,
	scanSubarch,
} from '../repository/index.ts';
import type { Log } from './handle.ts';
import { createPacer } from './pacer.ts';
import type { EditorHost } from './serverHost.ts';
import type { SetupLook } from './setupLook.ts';
import { classifyChange, configPaths, repositoryPaths } from './watchedPaths.ts';
import { createWatchList } from './watchList.ts';

export interface LiveSetup {
	readonly files: SetupFiles;
	/** `undefined` until the first look is done. */
	look(): SetupLook | undefined;
	/** Resolves when the first look is done, or turned out to be impossible. */
	readonly firstLook: Promise<void>;
	/** Reads everything anew; resolves when done. */
	refresh(): Promise<void>;
	dispose(): void;
}

/** What is to be read again: everything, the repository, or single subarches by path. */
type Work = 'setup' | 'repository' | { readonly path: string };

/** Milliseconds: bursts are gathered this long; a failcount on disk must show within a second. */
const gatherFor = 120;
/** Milliseconds between looks at what cannot be watched: locks' processes, paths that do not exist yet. */
const lookAgainAfter = 3000;

/** @param changed is told which subarches changed, by path; `undefined`: everything may have. */
export function createLiveSetup(
	files: SetupFiles,
	host: EditorHost,
	log: Log,
	changed: (subarches: readonly Subarch[] | undefined) => void,
): LiveSetup {
	const stop = { aborted: false };
	const world: ScanWorld = {
		files: host.files,
		hostName: host.hostName,
		isAlive: host.isAlive,
		now: host.clock.now,
		signal: stop,
	};
	const read = configReader(host.files);
	let look: SetupLook | undefined;
	let unwatched: readonly string[] = [];
	let firstDone = (): void => {};
	const firstLook = new Promise<void>((resolve) => {
		firstDone = resolve;
	});

	const pacer = createPacer<Work>(gatherFor, async (items) => {
		try {
			if (items.has('setup') || look === undefined) await loadAll();
			else if (items.has('repository')) await lookAtRepository(look);
			else
				await lookAtSubarches(
					new Set([...items].flatMap((item) => (typeof item === 'string' ? [] : [item.path]))),
				);
		} catch (error) {
			if (!(error instanceof Cancelled)) {
				log.error(
					`reading the set-up in ${files.home}: ${error instanceof Error ? error.stack : String(error)}`,
				);
			}
		}
		firstDone();
	});
	const changedOnDisk = (path: string, name: string | undefined): void => {
		const work = look === undefined ? 'setup' : classifyChange(look, path, name);
		if (work !== undefined) pacer.add(work);
	};
	const configWatches = createWatchList(host.configWatcher, changedOnDisk);
	const repositoryWatches = createWatchList(host.watcher, changedOnDisk);
	const timer = setInterval(() => lookAgain(), lookAgainAfter);
	timer.unref();
	pacer.add('setup');
	// The first look is waited for: it need not gather anything.
	void pacer.settled();

	async function loadAll(): Promise<void> {
		const setup = await loadSetup(files, { read, runIsolated: host.runIsolated });
		const { configuration } = setup;
		const trouble =
			setup.trouble ?? (setup.mirror === undefined ? await mirrorTrouble(setup, host.files) : undefined);
		const sources = await sourcesOf(setup);
		if (look !== undefined && trouble !== undefined && isHalfWritten(trouble, look)) {
			return lookAtRepository({
				...look,
				halfWritten: trouble,
				sources: new Set([...look.sources, ...sources]),
			});
		}
		const install = configuration?.install;
		const isThere = install?.startsWith('/') === true;
		await lookAtRepository({
			setup,
			installation: isThere ? await readInstallation(install, host.files, read, stop) : noInstallation,
			halfWritten: undefined,
			sources,
		});
	}

	/** A link to a file tells nothing of changes: it is watched where it really is as well. */
	async function sourcesOf({ configuration }: Setup): Promise<ReadonlySet<string>> {
		const named = [files.metroFile, files.buildbotFile, ...(configuration?.collection.texts.keys() ?? [])];
		const real = await Promise.all(named.map((path) => quietly(() => host.files.realPath(path))));
		return new Set([...named, ...real.filter((path) => path !== undefined)]);
	}

	async function lookAtRepository(
		known: Pick<SetupLook, 'setup' | 'installation' | 'halfWritten' | 'sources'>,
	): Promise<void> {
		const { setup, installation, halfWritten, sources } = known;
		const { policy, dialect, configuration } = setup;
		const trouble =
			setup.trouble ?? (configuration === undefined ? undefined : await mirrorTrouble(setup, host.files));
		const canLook =
			policy !== undefined && setup.mirror !== undefined && trouble?.kind.endsWith('mirror') !== true;
		const repository = canLook ? await scanRepository(setup.mirror, policy, dialect, world) : undefined;
		look = { setup, halfWritten, sources, repository, installation, trouble };
		watchWhatMatters();
		changed(undefined);
	}

	async function lookAtSubarches(paths: ReadonlySet<string>): Promise<void> {
		const { repository, setup } = look ?? {};
		if (look === undefined || repository === undefined || setup === undefined || paths.size === 0) return;
		const seen = new Map<string, Subarch | undefined>();
		for (const old of repository.subarches) {
			if (paths.has(old.path)) seen.set(old.path, (await scanSubarch(old, setup.dialect, world)).subarch);
		}
		if ([...seen.values()].includes(undefined)) return lookAtRepository(look);
		const subarches = repository.subarches.map((old) => seen.get(old.path) ?? old);
		look = { ...look, repository: { ...repository, subarches } };
		watchWhatMatters();
		changed(subarches.filter((subarch) => paths.has(subarch.path)));
	}

	function watchWhatMatters(): void {
		if (look === undefined || stop.aborted) return;
		unwatched = [...configWatches.set(configPaths(look)), ...repositoryWatches.set(repositoryPaths(look))];
	}

	function hasEnded(holder: LockHolder): boolean {
		return holder.kind === 'process' && !host.isAlive(holder.pid);
	}

	/** Looks at what no watch tells: processes that ended, paths that could not be watched. */
	function lookAgain(): void {
		if (look === undefined) return;
		for (const subarch of look.repository?.subarches ?? []) {
			const { lock } = subarch;
			if (lock.kind === 'live' && (lock.holder.kind === 'unknown' || hasEnded(lock.holder)))
				pacer.add({ path: subarch.path });
		}
		if (look.trouble !== undefined) {
			// The mirror alone is missing: its set-up, for which Python may have run, need not be read again.
			const onlyMirror = look.setup.trouble === undefined && look.setup.mirror !== undefined;
			const mayRun = files.python !== undefined && look.trouble.kind === 'bad-buildbot';
			if (!mayRun) pacer.add(onlyMirror ? 'repository' : 'setup');
			return;
		}
		for (const path of unwatched) {
			const work = classifyChange(look, path, undefined) ?? 'repository';
			if (work !== 'setup' || files.python === undefined) pacer.add(work);
		}
	}

	return {
		files,
		look: () => look,
		firstLook,
		async refresh() {
			pacer.add('setup');
			await pacer.settled();
		},
		dispose() {
			stop.aborted = true;
			firstDone();
			clearInterval(timer);
			pacer.stop();
			configWatches.close();
			repositoryWatches.close();
		},
	};
}

/** The files are there and could be used before: somebody is at work on them, and wants to keep what is seen. */
function isHalfWritten({ kind }: SetupTrouble, before: SetupLook): boolean {
	return kind !== 'no-metro' && kind !== 'no-buildbot' && before.trouble === undefined;
}
