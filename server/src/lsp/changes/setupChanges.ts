/** Sends the client each change of a set-up, in order, with all the data it needs to draw it. */
import { isAbortError, withTurns } from '../../base/abort.ts';
import type { Clock } from '../../base/clock.ts';
import type { DiskReader } from '../../base/fileSystem.ts';
import type { Log } from '../../base/log.ts';
import type { Turns } from '../../base/turns.ts';
import { isTurnOver, pause } from '../../base/work.ts';
import type { KnownFailures } from '../../features/repository/failures.ts';
import { rowsBelow } from '../../features/repository/rowsAt.ts';
import { summaryOf } from '../../features/repository/summary.ts';
import { type SeenSubarches, seenIn, transitionsBetween } from '../../features/repository/transitions.ts';
import type { Arrangement, Row, SetupChanged, Transition } from '../../protocol/index.ts';
import type { Subarch } from '../../repository/index.ts';
import type { LiveSetup } from '../../workspace/liveSetup.ts';
import type { SnapshotChange } from '../../workspace/setupReader.ts';
import { createShownRows, type ShownRows } from './shownRows.ts';

/** Which rows a client wants. */
export interface AskedRows {
	/** Absent: the top. */
	readonly parent: string | undefined;
	readonly arrangement: Arrangement | undefined;
	readonly limit: number | undefined;
}

export interface SetupChanges {
	/** The rows below a parent, whose changes are sent from now on. */
	rows(setup: LiveSetup, asked: AskedRows, signal: AbortSignal): Promise<readonly Row[]>;
	/** Sends a change once those before it have been sent. */
	tell(setup: LiveSetup, change: SnapshotChange): void;
}

export function createSetupChanges(
	world: {
		readonly clock: Clock;
		readonly files: DiskReader;
		readonly failures: KnownFailures;
		readonly turns: Turns;
	},
	log: Log,
	send: (change: SetupChanged) => void,
): SetupChanges {
	/** By set-up, for as long as that lives. */
	const shown = new WeakMap<LiveSetup, Shown>();
	/** What was known of the subarches when a change was told last. */
	const seen = new WeakMap<LiveSetup, SeenSubarches>();
	let work: Promise<void> = Promise.resolve();

	const shownIn = (setup: LiveSetup): Shown => {
		const known = shown.get(setup) ?? { rows: createShownRows(), limits: new Map() };
		shown.set(setup, known);
		return known;
	};

	const rowsIn = async (
		setup: LiveSetup,
		{ parent, arrangement, limit }: AskedRows,
		signal: AbortSignal,
	): Promise<readonly Row[]> => {
		const snapshot = setup.snapshot();
		if (snapshot === undefined) return [];
		const inputs = { ...world, shownBuilds: setup.shownBuilds, arrangement, limit };
		return rowsBelow(snapshot, parent, inputs, signal);
	};

	const transitionsIn = async (setup: LiveSetup): Promise<readonly Transition[]> => {
		const snapshot = setup.snapshot();
		const { repository } = snapshot ?? {};
		const policy = snapshot?.setup.policy;
		if (repository === undefined || policy === undefined) return [];
		const before = seen.get(setup);
		seen.set(setup, seenIn(repository, before));
		return before === undefined ? [] : transitionsBetween(before, repository, policy, world.failures);
	};

	const tellNow = async (setup: LiveSetup, change: SnapshotChange): Promise<void> => {
		const summary = await summaryOf(setup.files, setup.snapshot(), world.clock);
		const transitions = await transitionsIn(setup);
		const news = transitions.length === 0 ? {} : { transitions };
		if (change.kind !== 'subarches') {
			shownIn(setup).rows.forget();
			send({ summary, ...news });
			return;
		}
		const ids = change.subarches.map(rowId);
		const signal = withTurns(new AbortController().signal, world.turns);
		const { rows: given, arrangement, limits } = shownIn(setup);
		const rows = await given.changes(async (parent) => {
			if (isFileList(parent) && !ids.some((id) => parent?.startsWith(`${id}/`))) return undefined;
			if (isTurnOver(signal)) await pause(signal);
			return rowsIn(setup, { parent, arrangement, limit: limits.get(parent) }, signal);
		});
		send({ summary, rows, ...news });
	};

	return {
		async rows(setup, asked, signal) {
			const rows = await rowsIn(setup, asked, signal);
			const known = shownIn(setup);
			const { parent, arrangement, limit } = asked;
			if (JSON.stringify(known.arrangement) !== JSON.stringify(arrangement)) {
				known.arrangement = arrangement;
				known.rows.forget();
			}
			known.limits.set(parent, limit);
			known.rows.give(parent, rows);
			return rows;
		},
		tell(setup, change) {
			work = work.then(async () => {
				try {
					await tellNow(setup, change);
				} catch (error) {
					if (isAbortError(error)) return;
					log.error(`telling of a change: ${error instanceof Error ? error.stack : String(error)}`);
				}
			});
		},
	};
}

interface Shown {
	readonly rows: ShownRows;
	/** In which the client has the rows; it asks for all of them again when it wants another one. */
	arrangement?: Arrangement | undefined;
	/** By parent. */
	readonly limits: Map<string | undefined, number | undefined>;
}

function rowId({ build, arch, subarch }: Subarch): string {
	return `${build}/${arch}/${subarch}`;
}

/** The rows below a dated build are read from disk. */
function isFileList(parent: string | undefined): boolean {
	return parent !== undefined && parent.split('/').length > 3;
}
