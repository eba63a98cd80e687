/** Keeps the `FLAVOR-latest` links of subarches: plans them, and makes, replaces and removes what differs. */
import { toCivil } from '../../base/civilTime.ts';
import { FileError } from '../../base/fileSystem.ts';
import type { HistoryEntry } from '../../history/event.ts';
import {
	type LatestLink,
	planLatest,
	plannedRemovals,
	removalsIn,
	type Subarch,
} from '../../repository/index.ts';
import { printError } from '../output/stderr.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { changeOn, openMirror } from './change.ts';
import { findOwner } from './mirrorOwner.ts';
import { mirrorNames } from './steadyHash.ts';

export interface LatestOutcome {
	/** Every link that is not as it should be, or was not. */
	readonly links: readonly LatestLink[];
	/** How many subarches or links failed; each is reported on standard error. */
	readonly failed: number;
}

/**
 * Brings the links of the subarches up to date, or, if `pretend`, only says what would change.
 * @param tell called for each link before it is changed
 */
export async function linkLatest(
	session: Session,
	subarches: readonly Subarch[],
	pretend: boolean,
	tell: (link: LatestLink) => void,
): Promise<LatestOutcome> {
	const { host } = session;
	const scanned = await session.scan();
	const ports = scanPorts(host);
	const removals = await plannedRemovals(
		scanned.repository,
		scanned.policy,
		toCivil(session.clock.now()),
		ports,
	);
	const going = new Set(removalsIn(removals).map(({ path }) => path));
	const root = pretend ? undefined : await openMirror(session);
	const options = {
		going,
		owner: await findOwner(session),
		tops: await mirrorNames(host, scanned.mirror),
	};
	const links: LatestLink[] = [];
	const made: LatestLink[] = [];
	let failed = 0;
	for (const subarch of subarches) {
		host.signal.throwIfAborted();
		try {
			for (const link of await planLatest(subarch, options, ports)) {
				if (link.action === 'current') continue;
				links.push(link);
				if (root !== undefined && link.change !== undefined) {
					if (!(await changeOn(root, session, link.change))) {
						failed += 1;
						continue;
					}
					made.push(link);
				}
				tell(link);
			}
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			printError(host, `the links of ${subarch.path} stay as they are: ${error.message}`);
			failed += 1;
		}
	}
	if (made.length > 0) await session.history.record(scanned, [linkedEntry(session, made)]);
	return { links, failed };
}

function linkedEntry({ host }: Session, made: readonly LatestLink[]): HistoryEntry {
	const at = host.timer.now();
	const linked = made.filter(({ action }) => action === 'link').length;
	return {
		key: ['linked', at, host.processes.thisRun],
		seenBy: 'run',
		event: { kind: 'linked', at, name: '', linked, removed: made.length - linked },
	};
}
