/** Records what happens in repositories while they are watched: builds that Metro runs, and failcounts that come and go. */
import { isAbortError } from '../base/abort.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import type { Log } from '../base/log.ts';
import type { HistoryEntry } from '../history/event.ts';
import { findEvents, nameOfSubarch } from '../history/foundEvents.ts';
import { HistoryOff, type HistoryStore } from '../history/historyStore.ts';
import type { Repository, Subarch } from '../repository/index.ts';
import { createBatcher } from './batcher.ts';
import type { LiveSetup } from './liveSetup.ts';
import type { EditorHost } from './serverHost.ts';
import type { SnapshotChange } from './setupReader.ts';

export interface HistoryRecorder {
	/** A set-up has changed. Does nothing while recording is off, as it is at first. */
	changed(setup: LiveSetup, change: SnapshotChange): void;
	/** Records from now on, beginning with what these set-ups show. */
	start(setups: readonly LiveSetup[]): void;
	/** Records no more. */
	stop(): void;
}

/** Milliseconds for which changes are gathered: when a build ends, Metro writes several files. */
const gatherFor = 1500;

/** Milliseconds after which what could not be recorded, or was too new, is tried again. */
const againAfter = 60_000;

/** Milliseconds. A build that another machine made is being copied here as long as its files are newer. */
const settledAfter = 60_000;

/** Subarches that are read and recorded in one go, so that a large repository takes little memory. */
const inOneGo = 100;

/** Subarches, by path. */
type Waiting = Set<string> | 'everything';

/** @param recorded called when something was recorded */
export function createHistoryRecorder(
	host: Pick<EditorHost, 'files' | 'clock'>,
	store: HistoryStore,
	log: Log,
	recorded: (setup: LiveSetup) => void,
): HistoryRecorder {
	const { files, clock } = host;
	let isOn = false;
	let lastTrouble = '';
	const waiting = new Map<LiveSetup, Waiting>();

	const add = (setup: LiveSetup, paths: readonly string[] | 'everything'): void => {
		if (!isOn) return;
		const before = waiting.get(setup);
		if (paths === 'everything' || before === 'everything') waiting.set(setup, 'everything');
		else waiting.set(setup, new Set([...(before ?? []), ...paths]));
		batcher.add(setup);
	};

	const addLater = (setup: LiveSetup, paths: readonly string[] | 'everything'): void => {
		setTimeout(() => add(setup, paths), againAfter).unref();
	};

	/** Records the events of some subarches; the paths of those that are to be looked at again later. */
	const recordSome = async (
		mirror: string,
		repository: Repository,
		some: readonly Subarch[],
	): Promise<readonly string[]> => {
		// When the build in progress ends, its subarch changes; until then, its files do not say what they seem to.
		const subarches = some.filter(({ lock }) => lock.kind !== 'live');
		const names = subarches.map(nameOfSubarch);
		const known = await store.failcounts(mirror, names);
		const built = await store.builtDays(mirror, names);
		const now = clock.now();
		const found = await findEvents({ ...repository, subarches }, known, now, files, built);
		const remote = new Map(
			subarches.filter(({ local }) => !local).map((subarch) => [nameOfSubarch(subarch), subarch.path]),
		);
		const isUnsettled = ({ event }: HistoryEntry): boolean =>
			remote.has(event.name) && event.at > now - settledAfter;
		await store.record(
			mirror,
			found.filter((entry) => !isUnsettled(entry)),
		);
		return found.filter(isUnsettled).flatMap(({ event }) => remote.get(event.name) ?? []);
	};

	const recordIn = async (setup: LiveSetup, paths: Waiting): Promise<void> => {
		const { repository } = setup.snapshot() ?? {};
		if (repository === undefined) return;
		const mirror = await undefinedIfUnreadable(() => files.realPath(repository.mirror));
		if (mirror === undefined) return;
		const subarches = repository.subarches.filter(({ path }) => paths === 'everything' || paths.has(path));
		for (let start = 0; start < subarches.length && isOn; start += inOneGo) {
			const again = await recordSome(mirror, repository, subarches.slice(start, start + inOneGo));
			if (again.length > 0) addLater(setup, again);
		}
		const space = await undefinedIfUnreadable(() => files.space(mirror));
		if (space !== undefined && isOn) await store.recordSpace(mirror, { at: clock.now(), ...space });
		lastTrouble = '';
		recorded(setup);
	};

	const batcher = createBatcher<LiveSetup>(gatherFor, async (setups) => {
		for (const setup of setups) {
			const paths = waiting.get(setup);
			waiting.delete(setup);
			if (paths === undefined || !isOn) continue;
			try {
				await recordIn(setup, paths);
			} catch (error) {
				if (isAbortError(error)) return;
				addLater(setup, paths === 'everything' ? paths : [...paths]);
				const trouble = troubleOf(error);
				if (trouble !== lastTrouble) log.error(trouble);
				lastTrouble = trouble;
			}
		}
	});

	return {
		changed(setup, change) {
			if (change.kind === 'configuration') return;
			add(setup, change.kind === 'subarches' ? change.subarches.map(({ path }) => path) : 'everything');
		},
		start(setups) {
			isOn = true;
			for (const setup of setups) add(setup, 'everything');
		},
		stop() {
			isOn = false;
			waiting.clear();
		},
	};
}

function troubleOf(error: unknown): string {
	if (error instanceof HistoryOff) return error.message;
	return `recording what happened: ${error instanceof Error ? error.stack : String(error)}`;
}
