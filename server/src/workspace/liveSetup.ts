/** One set-up kept up to date: read once, then only what changed is read again, and each change makes the next snapshot. */
import { Cancelled } from '../base/cancel.ts';
import type { Log } from '../base/log.ts';
import { mapParallel } from '../base/parallel.ts';
import { directoryOf } from '../base/posixPath.ts';
import { type LockHolder, type Subarch, scanRepository } from '../repository/index.ts';
import { mirrorTrouble } from '../setup/findMirror.ts';
import { noInstallation, readInstallation } from '../setup/installation.ts';
import { loadSetup, type Setup, type SetupFiles } from '../setup/loadSetup.ts';
import type { SetupSnapshot } from '../setup/setupSnapshot.ts';
import type { SetupTrouble } from '../setup/setupTrouble.ts';
import type { Sources } from '../setup/sources.ts';
import type { Footprint } from '../watching/footprint.ts';
import type { Recorder } from '../watching/recorder.ts';
import { waysTo } from '../watching/waysTo.ts';
import { createBatcher } from './batcher.ts';
import { createLiveSubarches } from './liveSubarches.ts';
import type { EditorHost } from './serverHost.ts';
import { directoriesOf, repositoryDirectories } from './setupWatches.ts';
import { createShownBuilds, type ShownBuilds } from './shownBuilds.ts';

export interface LiveSetup {
	readonly files: SetupFiles;
	/** What is known now; `undefined` until the set-up was read for the first time. */
	snapshot(): SetupSnapshot | undefined;
	/** Resolves when the first snapshot is there, or turned out to be impossible. */
	readonly firstSnapshot: Promise<void>;
	/** The text of an open document has changed: true if the set-up has read it, so that there is another snapshot. */
	textChanged(path: string): boolean;
	/** Has configuration read from disk again, whether something tells of a change or not. */
	reread(): void;
	/** Follows what was read of the configuration since the last snapshot was made. */
	follow(): Promise<void>;
	/** The builds whose files somebody looks at. */
	readonly shownBuilds: ShownBuilds;
	/** Reads everything anew; resolves when done. */
	refresh(): Promise<void>;
	dispose(): void;
}

/** What a set-up is made of, and whom it tells. */
export interface LiveSetupInputs {
	readonly host: EditorHost;
	readonly log: Log;
	/** Reads the set-up's files through `recorder`. */
	readonly sourcesOf: (recorder: Recorder) => Sources;
	/** Told with each snapshot that comes from disk what is new in it. */
	readonly changed: (change: SnapshotChange) => void;
}

/** What is new in a snapshot: subarches, configuration, or anything. */
export type SnapshotChange =
	| { readonly kind: 'subarches'; readonly subarches: readonly Subarch[] }
	| { readonly kind: 'configuration' }
	| { readonly kind: 'everything' };

/** What is to be read again: everything whether it changed or not, the set-up, the repository, or single subarches by path. */
type Work = 'everything' | 'setup' | 'repository' | { readonly path: string };

/** Milliseconds: bursts are gathered this long; a failcount on disk must show within a second. */
const gatherFor = 100;
/** Milliseconds between looks at processes that hold locks, and until a look that went wrong is tried again. */
const lookAgainAfter = 3000;

/** Subarches that are read again at one time. */
const subarchesAtOnce = 4;

export function createLiveSetup(files: SetupFiles, inputs: LiveSetupInputs): LiveSetup {
	const { host, log, changed } = inputs;
	const stop = { aborted: false, turns: host.turns };
	const { follower } = host;
	const scanHost = {
		hostName: host.hostName,
		isAlive: host.isAlive,
		hasEnded: host.hasEnded,
		now: host.clock.now,
		signal: stop,
	};
	const recorder = follower.record();
	const sources = inputs.sourcesOf(recorder);
	let snapshot: SetupSnapshot | undefined;
	let firstDone = (): void => {};
	const firstSnapshot = new Promise<void>((resolve) => {
		firstDone = resolve;
	});

	const batcher = createBatcher<Work>(gatherFor, async (items) => {
		try {
			if (items.has('everything')) subarches.forget();
			const before = snapshot?.repository;
			const isAnyChanged = items.has('everything') || items.has('repository');
			if (snapshot === undefined || items.has('everything') || items.has('setup'))
				await readAll(isAnyChanged);
			else if (items.has('repository')) await readRepository(snapshot);
			// A repository that was read anew has its subarches as they are now.
			if (snapshot !== undefined && snapshot.repository === before)
				await readSubarches(
					snapshot,
					new Set([...items].flatMap((item) => (typeof item === 'string' ? [] : [item.path]))),
				);
		} catch (error) {
			if (!(error instanceof Cancelled)) {
				log.error(
					`reading the set-up in ${files.home}: ${error instanceof Error ? error.stack : String(error)}`,
				);
				// What has changed is not known yet, and nobody tells of it twice.
				setTimeout(() => batcher.add('everything'), lookAgainAfter).unref();
			}
		}
		firstDone();
	});
	const setupTopic = follower.topic(() => batcher.add('setup'), true);
	const repositoryTopic = follower.topic(() => batcher.add('repository'), true);
	const subarches = createLiveSubarches(host, scanHost, (path) => batcher.add({ path }));
	const shownBuilds = createShownBuilds(follower, (paths) => {
		const shown = snapshot?.repository?.subarches.filter(({ path }) => paths.has(path)) ?? [];
		changed({ kind: 'subarches', subarches: shown });
	});
	const timer = setInterval(() => lookAtLocks(), lookAgainAfter);
	timer.unref();
	batcher.add('setup');
	// The first look is waited for: it need not gather anything.
	void batcher.settled();

	/** Reads `.metro`, `.buildbot` and what they lead to; the repository too, unless it is the same as before. */
	async function readAll(alsoRepository: boolean): Promise<void> {
		recorder.renew();
		rereadConfiguration();
		const { readSaved: read, parse } = sources;
		const setup = await loadSetup(
			files,
			{ read, parse, runIsolated: host.runIsolated, signal: stop },
			snapshot?.setup.buildbot,
		);
		const install = setup.configuration?.install;
		const isThere = install?.startsWith('/') === true;
		const installation = isThere ? await readInstallation(install, recorder, read, stop) : noInstallation;
		const trouble =
			setup.trouble ?? (setup.mirror === undefined ? await mirrorTrouble(setup, recorder) : undefined);
		await coverSetup(install);
		const before = snapshot;
		if (before !== undefined && trouble !== undefined && isHalfWritten(trouble, before)) {
			return readRepository({ ...before, halfWritten: trouble });
		}
		const next = { setup, installation, halfWritten: undefined };
		if (before === undefined || alsoRepository || !isSameRepository(before, setup, trouble))
			return readRepository(next);
		snapshot = { ...before, ...next };
		changed({ kind: isSameInstallation(before, snapshot) ? 'configuration' : 'everything' });
	}

	/** How much of what was read of the configuration is followed. */
	let covered: { readonly footprint: Footprint; readonly size: number } | undefined;

	async function coverSetup(install: string | undefined): Promise<void> {
		const { footprint } = recorder;
		covered = { footprint, size: footprint.size };
		const names = [
			files.metroFile,
			files.buildbotFile,
			...(install?.startsWith('/') === true ? [install] : []),
		];
		const ways = await Promise.all(names.map((name) => waysTo(name, host.files)));
		setupTopic.cover({ footprint, directories: directoriesOf(footprint), ways: ways.flat() });
	}

	async function readRepository(
		known: Pick<SetupSnapshot, 'setup' | 'installation' | 'halfWritten'>,
	): Promise<void> {
		const { setup, installation, halfWritten } = known;
		const { policy, generation, mirror } = setup;
		const { dialect } = generation;
		const reader = follower.record();
		const trouble =
			setup.trouble ?? (setup.configuration === undefined ? undefined : await mirrorTrouble(setup, reader));
		const canLook = policy !== undefined && mirror !== undefined && trouble?.kind.endsWith('mirror') !== true;
		const repository = canLook
			? await scanRepository(mirror, policy, dialect, { ...scanHost, files: reader }, (place) =>
					subarches.lookAt(place, dialect),
				)
			: undefined;
		subarches.keep(repository?.subarches ?? []);
		repositoryTopic.cover({
			footprint: reader.footprint,
			directories: repository === undefined ? placesOf(mirror) : repositoryDirectories(repository),
			ways: mirror === undefined ? [] : await waysTo(mirror, host.files),
		});
		const configuration = sources.configuration();
		snapshot = { setup, halfWritten, repository, installation, trouble, configuration };
		changed({ kind: 'everything' });
	}

	async function readSubarches(before: SetupSnapshot, paths: ReadonlySet<string>): Promise<void> {
		const { repository, setup } = before;
		if (repository === undefined || paths.size === 0) return;
		const outdated = repository.subarches.filter(({ path }) => paths.has(path));
		const seen = new Map<string, Subarch>();
		await mapParallel(outdated, subarchesAtOnce, async (old) => {
			const { subarch } = await subarches.lookAgain(old, setup.generation.dialect);
			if (subarch !== undefined) seen.set(subarch.path, subarch);
		});
		if (seen.size < outdated.length) return readRepository(before);
		const now = repository.subarches.map((old) => seen.get(old.path) ?? old);
		const configuration = sources.configuration();
		snapshot = { ...before, configuration, repository: { ...repository, subarches: now } };
		changed({ kind: 'subarches', subarches: [...seen.values()] });
	}

	function hasEnded(holder: LockHolder): boolean {
		return holder.kind === 'process' && !host.isAlive(holder.pid);
	}

	/** A process that ended tells nobody, and whether a lock that names none is still being written is a matter of time. */
	function lookAtLocks(): void {
		for (const { lock, path } of snapshot?.repository?.subarches ?? []) {
			if (lock.kind === 'live' && (lock.holder.kind === 'unknown' || hasEnded(lock.holder)))
				batcher.add({ path });
		}
	}

	/** Whoever asks for the snapshot gets the newest texts, also while something of it is being read. */
	function renewConfiguration(): void {
		if (snapshot !== undefined) snapshot = { ...snapshot, configuration: sources.configuration() };
	}

	function rereadConfiguration(): void {
		sources.filesChanged();
		renewConfiguration();
	}

	return {
		files,
		snapshot: () => snapshot,
		firstSnapshot,
		textChanged(path) {
			if (!sources.textChanged(path)) return false;
			renewConfiguration();
			return true;
		},
		reread() {
			// What was read before stays followed: if it is not as it was, everything is read again.
			rereadConfiguration();
		},
		async follow() {
			const { footprint } = recorder;
			if (covered?.footprint === footprint && covered.size === footprint.size) return;
			await coverSetup(snapshot?.setup.configuration?.install);
		},
		shownBuilds,
		async refresh() {
			batcher.add('everything');
			await batcher.settled();
		},
		dispose() {
			stop.aborted = true;
			firstDone();
			clearInterval(timer);
			batcher.stop();
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
function isHalfWritten({ kind }: SetupTrouble, before: SetupSnapshot): boolean {
	return troublesOfEdits.includes(kind) && before.trouble === undefined;
}

/** What decides on the repository is as it was, so that it need not be looked at again. */
function isSameRepository(
	{ setup: before, halfWritten, trouble: lastTrouble }: SetupSnapshot,
	setup: Setup,
	trouble: SetupTrouble | undefined,
): boolean {
	return (
		lastTrouble === undefined &&
		halfWritten === undefined &&
		trouble === undefined &&
		// What Python says depends on more than the text.
		setup.files.python === undefined &&
		setup.mirror === before.mirror &&
		setup.generation.dialect === before.generation.dialect &&
		setup.buildbot?.text === before.buildbot?.text
	);
}

/** Whether rows and commands are told the same of the installation. */
function isSameInstallation(before: SetupSnapshot, now: SetupSnapshot): boolean {
	const told = ({ setup, installation }: SetupSnapshot): string =>
		JSON.stringify([setup.configuration?.install, installation]);
	return told(before) === told(now);
}
