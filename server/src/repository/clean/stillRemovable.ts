/** The last check of an item before its removal: the reason for which it may go must still hold on the disk. */

import type { CivilTime } from '../../base/civilTime.ts';
import { withCount } from '../../base/phrases.ts';
import { directoryOf } from '../../base/posixPath.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { whyLocked } from '../locks/unfinished.ts';
import { type DatedBuild, type Subarch, seedPath, type Trouble } from '../model.ts';
import { scanBuild } from '../scan/scanBuild.ts';
import { readSeed } from '../scan/scanSubarch.ts';
import { completeAmong, countLaterSnapshots, listMoreRecent } from './moreRecent.ts';
import { isAbandonable, isGivenUp, type RetentionItem, type RetentionPolicy } from './retention.ts';

/** What a check depends on. */
export interface RemovalRules {
	readonly dialect: Dialect;
	readonly policy: Pick<RetentionPolicy, 'staleDays' | 'keepNum' | 'givesUp'>;
	readonly now: CivilTime;
}

/** Why what was to be removed is to stay, as a clause about it; `undefined` if it may go, or is gone. Rejects with `AbortError`. */
export async function whyNotRemovable(
	{ what, reason, build, subarch, path }: RetentionItem,
	rules: RemovalRules,
	ports: ScanPorts,
): Promise<string | undefined> {
	const troubles: Trouble[] = [];
	if (what === 'snapshot') {
		const locked = await whyLocked(path, [], ports);
		if (locked !== undefined) return locked;
		const later = await countLaterSnapshots(path, ports, troubles);
		if (later === undefined) return undefined;
		return later < rules.policy.keepNum ? (troubles[0]?.message ?? onlyLeft(later, 'snapshot')) : undefined;
	}
	if (build === undefined || subarch === undefined) return undefined;
	const kind = build.linked ? 'link' : 'directory';
	const now = await scanBuild(directoryOf(path), { name: build.name, kind }, rules.dialect, ports, troubles);
	// Without its build, a link says nothing about that; a directory that is gone needs no removal.
	if (now === undefined) return build.linked ? 'the build that it leads to is gone' : undefined;
	if (now === 'unseen') return 'it lacks .targets now';
	if (now.state !== build.state) {
		const unreadable = now.state === 'unreadable' ? troubles[0]?.message : undefined;
		return unreadable ?? `it is ${now.state} now`;
	}
	const seed = await readSeed(subarch, ports, troubles);
	if (seed.kind === 'unreadable') return seed.reason;
	if (seed.kind === 'build' && seed.name === build.name)
		return `${seedPath(subarch)} names it now, so the next build starts from it`;
	const why = reason === 'superseded' ? whyNotSuperseded : whyNotAbandoned;
	return why(now, subarch, rules, ports);
}

async function whyNotSuperseded(
	build: DatedBuild,
	subarch: Subarch,
	{ dialect, policy }: RemovalRules,
	ports: ScanPorts,
): Promise<string | undefined> {
	const troubles: Trouble[] = [];
	const candidates = await listMoreRecent(build, subarch, dialect, ports, troubles);
	const newer = await completeAmong(candidates, policy.keepNum, subarch, dialect, ports, troubles);
	if (newer.length >= policy.keepNum) return undefined;
	return troubles[0]?.message ?? onlyLeft(newer.length, 'complete build');
}

async function whyNotAbandoned(
	build: DatedBuild,
	subarch: Subarch,
	{ dialect, policy, now }: RemovalRules,
	ports: ScanPorts,
): Promise<string | undefined> {
	if (isGivenUp(build, policy, now)) return undefined;
	if (!isAbandonable(build, policy, now)) return 'it has changed, and is not stale any more';
	const troubles: Trouble[] = [];
	const candidates = await listMoreRecent(build, subarch, dialect, ports, troubles);
	// Hardly ever are there two builds of one day.
	if (troubles.length === 0 && !candidates.some(({ date }) => date === build.date)) return undefined;
	const [latest] = await completeAmong(candidates, 1, subarch, dialect, ports, troubles);
	if (troubles[0] !== undefined) return troubles[0].message;
	return latest?.date === build.date ? 'it is from the day of the latest complete build now' : undefined;
}

function onlyLeft(count: number, what: string): string {
	if (count === 0) return `no more recent ${what} is left`;
	return `only ${withCount(count, `more recent ${what} is`, `more recent ${what}s are`)} left`;
}
