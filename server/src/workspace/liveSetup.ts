/** One set-up kept up to date: read once, then only what changed is read again, and each change makes the next snapshot. */
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
	/** What is known now; `undefined` until the set-up was read for the first time. */
	snapshot(): SetupSnapshot | undefined;
	/**
	 * Resolves when the first snapshot is there: a reading that fails is tried again. Without one if the set-up is given up
	 * before.
	 */
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

export interface LiveSetupInputs extends SetupReaderInputs {
	readonly log: Log;
}

/** Milliseconds: bursts are gathered this long; a failcount on disk must show within a second. */
const gatherFor = 100;
/** Milliseconds between looks at processes that hold locks, and until a look that went wrong is tried again. */
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
			// What has changed is not known yet, and nobody tells of it twice.
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
	// The first look is waited for: it need not gather anything.
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
 * The subarches whose locks are to be looked at again: a process that ended tells nobody, and whether a lock that names none
 * is still being written is a matter of time.
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
