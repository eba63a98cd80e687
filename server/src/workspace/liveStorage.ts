/** Storage and coverage of a repository over time: measured in the background, a little at a time. */
import { isAbortError, withTurns } from '../base/abort.ts';
import { toCivil } from '../base/civilTime.ts';
import type { Log } from '../base/log.ts';
import { rowIdOf } from '../health/subarchId.ts';
import {
	createStorageReader,
	type MeasuredRepository,
	type StorageFacts,
} from '../health/survey/storageFacts.ts';
import type { Repository, Subarch } from '../repository/index.ts';
import type { EditorHost } from './serverHost.ts';

export interface LiveStorage {
	/** What is known now; `undefined` until it was measured. Measures again what may have changed since. */
	facts(measured: MeasuredRepository): StorageFacts | undefined;
	dispose(): void;
}

export type StorageHost = Pick<EditorHost, 'files' | 'clock' | 'turns' | 'hostName' | 'isAlive' | 'hasEnded'>;

/** Directories measured at a time; other readers must not wait for long. */
const atOnce = 2;

/** Milliseconds after which subarches are measured again in which something may be growing. */
const restlessAfter = 55_000;

/** Milliseconds after which everything is looked at again; what has not changed costs one look at each directory. */
const roundAfter = 15 * 60_000;

interface Measured extends MeasuredRepository {
	/** Milliseconds since the epoch. */
	readonly at: number;
	/** When everything was looked at last. */
	readonly roundAt: number;
	readonly facts: StorageFacts | undefined;
}

/** @param changed called when more is known */
export function createLiveStorage(host: StorageHost, log: Log, changed: () => void): LiveStorage {
	const { files, clock, turns, hostName, isAlive, hasEnded } = host;
	const stop = new AbortController();
	const signal = withTurns(stop.signal, turns);
	const reader = createStorageReader({ files, hostName, isAlive, hasEnded, now: clock.now, signal }, atOnce);
	let last: Measured | undefined;
	let isMeasuring = false;

	const measure = async (measured: MeasuredRepository): Promise<void> => {
		const at = clock.now();
		const isRound = last === undefined || isOlder(last.roundAt, at, roundAfter);
		const outdated = isRound
			? undefined
			: outdatedRows(last?.repository, measured.repository, reader.restless);
		const isOutdated = (row: string): boolean => outdated === undefined || outdated.has(row);
		const facts = await reader.read(measured, toCivil(at), isOutdated);
		last = { ...measured, at, roundAt: isRound ? at : (last?.roundAt ?? at), facts };
	};

	const begin = async (measured: MeasuredRepository): Promise<void> => {
		isMeasuring = true;
		try {
			await measure(measured);
		} catch (error) {
			if (isAbortError(error)) return;
			log.error(
				`measuring ${measured.repository.mirror}: ${error instanceof Error ? error.stack : String(error)}`,
			);
			// Not before the next round, as it may fail again.
			const at = clock.now();
			last = { ...measured, at, roundAt: at, facts: undefined };
		} finally {
			isMeasuring = false;
		}
		changed();
	};

	const isDue = ({ repository, policy, dialect }: MeasuredRepository): boolean => {
		if (last === undefined || last.repository !== repository || last.policy !== policy) return true;
		if (last.dialect !== dialect) return true;
		const now = clock.now();
		if (isOlder(last.roundAt, now, roundAfter)) return true;
		return reader.restless.size > 0 && isOlder(last.at, now, restlessAfter);
	};

	return {
		facts({ repository, policy, dialect }) {
			const measured = { repository, policy, dialect };
			if (!isMeasuring && !stop.signal.aborted && isDue(measured)) void begin(measured);
			return last?.repository.mirror === repository.mirror ? last.facts : undefined;
		},
		dispose() {
			stop.abort();
		},
	};
}

/** A clock that was set back makes it old, too. */
function isOlder(moment: number, now: number, age: number): boolean {
	return now - moment >= age || now < moment;
}

/** The rows of the subarches that differ, are new, or may be growing. */
function outdatedRows(
	before: Repository | undefined,
	now: Repository,
	restless: ReadonlySet<string>,
): ReadonlySet<string> {
	const known = new Set<Subarch>(before?.mirror === now.mirror ? before.subarches : []);
	const rows = now.subarches.filter((subarch) => !known.has(subarch)).map(({ path }) => rowIdOf(now, path));
	return new Set([...rows, ...restless]);
}
