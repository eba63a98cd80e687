/** One set-up kept up to date: loaded once, then only what changed on disk is read again. */
import { Cancelled } from '../base/cancel.ts';
import { mapParallel } from '../base/parallel.ts';
import { directoryOf } from '../base/posixPath.ts';
import { configReader, largestBuildbotInEditor } from '../metro/configReader.ts';
import { mirrorTrouble } from '../metro/findMirror.ts';
import { noInstallation, readInstallation } from '../metro/installation.ts';
import { loadSetup, type SetupFiles } from '../metro/loadSetup.ts';
import type { SetupTrouble } from '../metro/setupTrouble.ts';
import { type LockHolder, type Subarch, scanRepository } from '../repository/index.ts';
import { waysTo } from '../watching/waysTo.ts';
import type { Log } from './handle.ts';
import { createLiveSubarches } from './liveSubarches.ts';
import { createPacer } from './pacer.ts';
import type { EditorHost } from './serverHost.ts';
import type { SetupLook } from './setupLook.ts';
import { directoriesOf, repositoryDirectories } from './setupWatches.ts';
import { createShownBuilds, type ShownBuilds } from './shownBuilds.ts';

export interface LiveSetup {
	readonly files: SetupFiles;
	/** `undefined` until the first look is done. */
	look(): SetupLook | undefined;
	/** Resolves when the first look is done, or turned out to be impossible. */
	readonly firstLook: Promise<void>;
	/** The builds whose files somebody looks at. */
	readonly shownBuilds: ShownBuilds;
	/** Reads everything anew; resolves when done. */
	refresh(): Promise<void>;
	dispose(): void;
}

/** What is to be read again: everything whether it changed or not, the set-up, the repository, or single subarches by path. */
type Work = 'everything' | 'setup' | 'repository' | { readonly path: string };

/** Milliseconds: bursts are gathered this long; a failcount on disk must show within a second. */
const gatherFor = 100;
/** Milliseconds between looks at processes that hold locks, and until a look that went wrong is tried again. */
const lookAgainAfter = 3000;

/** Subarches that are read again at one time. */
const subarchesAtOnce = 4;

/** @param changed is told which subarches changed, by path; `undefined`: everything may have. */
export function createLiveSetup(
	files: SetupFiles,
	host: EditorHost,
	log: Log,
	changed: (subarches: readonly Subarch[] | undefined) => void,
): LiveSetup {
	const stop = { aborted: false, turns: host.turns };
	const { follower } = host;
	const scanHost = {
		hostName: host.hostName,
		isAlive: host.isAlive,
		hasEnded: host.hasEnded,
		now: host.clock.now,
		signal: stop,
	};
	let look: SetupLook | undefined;
	let firstDone = (): void => {};
	const firstLook = new Promise<void>((resolve) => {
		firstDone = resolve;
	});

	const pacer = createPacer<Work>(gatherFor, async (items) => {
		try {
			if (items.has('everything')) subarches.forget();
			if (look === undefined || items.has('everything') || items.has('setup')) await loadAll();
			else if (items.has('repository')) await lookAtRepository(look);
			else
				await lookAtSubarches(
					look,
					new Set([...items].flatMap((item) => (typeof item === 'string' ? [] : [item.path]))),
				);
		} catch (error) {
			if (!(error instanceof Cancelled)) {
				log.error(
					`reading the set-up in ${files.home}: ${error instanceof Error ? error.stack : String(error)}`,
				);
				// What has changed is not known yet, and nobody tells of it twice.
				setTimeout(() => pacer.add('everything'), lookAgainAfter).unref();
			}
		}
		firstDone();
	});
	const setupTopic = follower.topic(() => pacer.add('setup'), true);
	const repositoryTopic = follower.topic(() => pacer.add('repository'), true);
	const subarches = createLiveSubarches(host, scanHost, (path) => pacer.add({ path }));
	const shownBuilds = createShownBuilds(follower, (paths) => {
		changed(look?.repository?.subarches.filter(({ path }) => paths.has(path)) ?? []);
	});
	const timer = setInterval(() => lookAtLocks(), lookAgainAfter);
	timer.unref();
	pacer.add('setup');
	// The first look is waited for: it need not gather anything.
	void pacer.settled();

	async function loadAll(): Promise<void> {
		const recorder = follower.record();
		const read = configReader(recorder);
		const setup = await loadSetup(files, {
			read,
			readBuildbot: configReader(recorder, largestBuildbotInEditor),
			runIsolated: host.runIsolated,
			signal: stop,
		});
		const install = setup.configuration?.install;
		const isThere = install?.startsWith('/') === true;
		const installation = isThere ? await readInstallation(install, recorder, read, stop) : noInstallation;
		const trouble =
			setup.trouble ?? (setup.mirror === undefined ? await mirrorTrouble(setup, recorder) : undefined);
		const names = [files.metroFile, files.buildbotFile, ...(isThere ? [install] : [])];
		const ways = await Promise.all(names.map((name) => waysTo(name, host.files)));
		setupTopic.cover({
			footprint: recorder.footprint,
			directories: directoriesOf(recorder.footprint),
			ways: ways.flat(),
		});
		if (look !== undefined && trouble !== undefined && isHalfWritten(trouble, look)) {
			return lookAtRepository({ ...look, halfWritten: trouble });
		}
		await lookAtRepository({ setup, installation, halfWritten: undefined });
	}

	async function lookAtRepository(
		known: Pick<SetupLook, 'setup' | 'installation' | 'halfWritten'>,
	): Promise<void> {
		const { setup, installation, halfWritten } = known;
		const { policy, dialect, configuration, mirror } = setup;
		const recorder = follower.record();
		const trouble =
			setup.trouble ?? (configuration === undefined ? undefined : await mirrorTrouble(setup, recorder));
		const canLook = policy !== undefined && mirror !== undefined && trouble?.kind.endsWith('mirror') !== true;
		const world = { ...scanHost, files: recorder };
		const repository = canLook
			? await scanRepository(mirror, policy, dialect, world, (place) => subarches.lookAt(place, dialect))
			: undefined;
		subarches.keep(repository?.subarches ?? []);
		repositoryTopic.cover({
			footprint: recorder.footprint,
			directories: repository === undefined ? placesOf(mirror) : repositoryDirectories(repository),
			ways: mirror === undefined ? [] : await waysTo(mirror, host.files),
		});
		look = { setup, halfWritten, repository, installation, trouble };
		changed(undefined);
	}

	async function lookAtSubarches(before: SetupLook, paths: ReadonlySet<string>): Promise<void> {
		const { repository, setup } = before;
		if (repository === undefined || paths.size === 0) return;
		const outdated = repository.subarches.filter(({ path }) => paths.has(path));
		const seen = new Map<string, Subarch>();
		await mapParallel(outdated, subarchesAtOnce, async (old) => {
			const { subarch } = await subarches.lookAgain(old, setup.dialect);
			if (subarch !== undefined) seen.set(subarch.path, subarch);
		});
		if (seen.size < outdated.length) return lookAtRepository(before);
		const now = repository.subarches.map((old) => seen.get(old.path) ?? old);
		look = { ...before, repository: { ...repository, subarches: now } };
		changed([...seen.values()]);
	}

	function hasEnded(holder: LockHolder): boolean {
		return holder.kind === 'process' && !host.isAlive(holder.pid);
	}

	/** A process that ended tells nobody, and whether a lock that names none is still being written is a matter of time. */
	function lookAtLocks(): void {
		for (const { lock, path } of look?.repository?.subarches ?? []) {
			if (lock.kind === 'live' && (lock.holder.kind === 'unknown' || hasEnded(lock.holder)))
				pacer.add({ path });
		}
	}

	return {
		files,
		look: () => look,
		firstLook,
		shownBuilds,
		async refresh() {
			pacer.add('everything');
			await pacer.settled();
		},
		dispose() {
			stop.aborted = true;
			firstDone();
			clearInterval(timer);
			pacer.stop();
			setupTopic.dispose();
			repositoryTopic.dispose();
			subarches.dispose();
			shownBuilds.dispose();
		},
	};
}

/** Where a mirror that is not there would come. */
function placesOf(mirror: string | undefined): readonly string[] {
	return mirror === undefined ? [] : [directoryOf(mirror), mirror];
}

/** Troubles that come and go while somebody edits `.metro` or `.buildbot`; `no-mirror`: `.metro` does not name one yet. */
const troublesOfEdits: readonly SetupTrouble['kind'][] = ['bad-metro', 'bad-buildbot', 'no-mirror'];

/** The files are there and could be used before: somebody is at work on them, and wants to keep what is seen. */
function isHalfWritten({ kind }: SetupTrouble, before: SetupLook): boolean {
	return troublesOfEdits.includes(kind) && before.trouble === undefined;
}
