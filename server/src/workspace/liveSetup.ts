/** One set-up kept up to date: read completely once, then only where it changed. Each change makes the next snapshot. */
import { isAbortError, withTurns } from '../base/abort.ts';
import type { Log } from '../base/log.ts';
import type { LockHolder } from '../repository/index.ts';
import type { SetupFiles } from '../setup/loadSetup.ts';
import type { SetupSnapshot } from '../setup/setupSnapshot.ts';
import { createBatcher } from './batcher.ts';
import type { EditorHost } from './serverHost.ts';
import { type Outdated, SetupReader, type SetupReaderInputs } from './setupReader.ts';
import { createShownBuilds, type ShownBuilds } from './shownBuilds.ts';

export interface LiveSetup {
	readonly files: SetupFiles;
	/** The current snapshot; `undefined` until the set-up has been read for the first time. */
	snapshot(): SetupSnapshot | undefined;
	/**
	 * Resolves when the first snapshot exists; a failed reading is retried. Also resolves, without one, if the set-up is given
	 * up first.
	 */
	readonly firstSnapshot: Promise<void>;
	/** The text of an open document has changed. True if the set-up has read it, so that there is a new snapshot. */
	textChanged(path: string): boolean;
	/** Rereads the configuration from disk, whether or not a change was reported. */
	reread(): void;
	/** Follows the configuration read since the last snapshot. */
	follow(): Promise<void>;
	/** The builds whose files are shown. */
	readonly shownBuilds: ShownBuilds;
	/** Rereads everything; resolves when done. */
	refresh(): Promise<void>;
	dispose(): void;
}

export interface LiveSetupInputs extends SetupReaderInputs {
	readonly log: Log;
}

/** Milliseconds for which bursts are gathered; a failcount on disk must show within a second. */
const gatherFor = 100;
/** Milliseconds between checks of processes that hold locks, and before a failed check is retried. */
const lookAgainAfter = 3000;

export function createLiveSetup(files: SetupFiles, inputs: LiveSetupInputs): LiveSetup {
	const { host, log, changed } = inputs;
	const stop = new AbortController();
	const reader = new SetupReader(
		files,
		inputs,
		(what) => batcher.add(what),
		withTurns(stop.signal, host.turns),
	);
	let firstDone = (): void => {};
	const firstSnapshot = new Promise<void>((resolve) => {
		firstDone = resolve;
	});

	const batcher = createBatcher<Outdated>(gatherFor, async (outdated) => {
		try {
			await reader.read(outdated);
			firstDone();
		} catch (error) {
			if (isAbortError(error)) return;
			const reason = error instanceof Error ? error.stack : String(error);
			log.error(`reading the set-up in ${files.home}: ${reason}`);
			// What changed is not known yet, and it is reported only once.
			setTimeout(() => batcher.add('everything'), lookAgainAfter).unref();
		}
	});
	const shownBuilds = createShownBuilds(host.follower, (paths) => {
		const shown = reader.snapshot?.repository?.subarches.filter(({ path }) => paths.has(path)) ?? [];
		changed({ kind: 'subarches', subarches: shown });
	});
	const timer = setInterval(() => {
		for (const path of unsureLocks(reader.snapshot, host)) batcher.add({ path });
	}, lookAgainAfter);
	timer.unref();
	batcher.add('setup');
	// The first reading is awaited, so it need not gather anything.
	void batcher.settled();

	return {
		files,
		snapshot: () => reader.snapshot,
		firstSnapshot,
		textChanged: (path) => reader.textChanged(path),
		reread: () => reader.rereadConfiguration(),
		follow: () => reader.follow(),
		shownBuilds,
		async refresh() {
			batcher.add('everything');
			await batcher.settled();
		},
		dispose() {
			stop.abort();
			firstDone();
			clearInterval(timer);
			batcher.stop();
			reader.dispose();
			shownBuilds.dispose();
		},
	};
}

/**
 * The subarches whose locks must be checked again: no event reports the end of a process, and whether a lock that names no
 * process is still being written depends on its age.
 */
function unsureLocks(
	snapshot: SetupSnapshot | undefined,
	{ isAlive }: Pick<EditorHost, 'isAlive'>,
): string[] {
	const hasEnded = (holder: LockHolder): boolean => holder.kind === 'process' && !isAlive(holder.pid);
	return (snapshot?.repository?.subarches ?? [])
		.filter(({ lock }) => lock.kind === 'live' && (lock.holder.kind === 'unknown' || hasEnded(lock.holder)))
		.map(({ path }) => path);
}
