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
import type { Row, SetupChanged, Transition } from '../../protocol/index.ts';
import type { Subarch } from '../../repository/index.ts';
import type { LiveSetup } from '../../workspace/liveSetup.ts';
import type { SnapshotChange } from '../../workspace/setupReader.ts';
import { createShownRows, type ShownRows } from './shownRows.ts';

export interface SetupChanges {
	/** The rows below a parent, whose changes are sent from now on. */
	rows(setup: LiveSetup, parent: string | undefined, signal: AbortSignal): Promise<readonly Row[]>;
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
	const shown = new WeakMap<LiveSetup, ShownRows>();
	/** What was known of the subarches when a change was told last. */
	const seen = new WeakMap<LiveSetup, SeenSubarches>();
	let work: Promise<void> = Promise.resolve();

	const shownIn = (setup: LiveSetup): ShownRows => {
		const known = shown.get(setup) ?? createShownRows();
		shown.set(setup, known);
		return known;
	};

	const rowsIn = async (
		setup: LiveSetup,
		parent: string | undefined,
		signal: AbortSignal,
	): Promise<readonly Row[]> => {
		const snapshot = setup.snapshot();
		if (snapshot === undefined) return [];
		return rowsBelow(snapshot, parent, { ...world, shownBuilds: setup.shownBuilds }, signal);
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
			shownIn(setup).forget();
			send({ summary, ...news });
			return;
		}
		const ids = change.subarches.map(rowId);
		const signal = withTurns(new AbortController().signal, world.turns);
		const rows = await shownIn(setup).changes(async (parent) => {
			if (isFileList(parent) && !ids.some((id) => parent?.startsWith(`${id}/`))) return undefined;
			if (isTurnOver(signal)) await pause(signal);
			return rowsIn(setup, parent, signal);
		});
		send({ summary, rows, ...news });
	};

	return {
		async rows(setup, parent, signal) {
			const rows = await rowsIn(setup, parent, signal);
			shownIn(setup).give(parent, rows);
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

function rowId({ build, arch, subarch }: Subarch): string {
	return `${build}/${arch}/${subarch}`;
}

/** The rows below a dated build are read from disk. */
function isFileList(parent: string | undefined): boolean {
	return parent !== undefined && parent.split('/').length > 3;
}
