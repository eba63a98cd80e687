/** The reasons of the repository core in words for people. */
import { formatCivil, formatDay } from '../base/civilTime.ts';
import type {
	MapBuildOutcome,
	RepositoryPolicy,
	RetentionItem,
	RetentionReason,
	Standing,
	Subarch,
	TurnReason,
} from '../repository/index.ts';

/** Why a subarch is due, as the end of a sentence. */
export function turnWords(reason: TurnReason, subarch: Subarch, policy: RepositoryPolicy): string {
	const since = subarch.latest === undefined ? '' : formatDay(subarch.latest.date);
	switch (reason) {
		case 'never-built':
			return 'it was never built';
		case 'starved':
			return `its build failed, but it has waited for twice stale_days (${2 * policy.staleDays} days) since ${since}`;
		case 'stale':
			return `its latest build of ${since} is stale (stale_days is ${policy.staleDays})`;
	}
}

/** How a subarch stands with the rotation, as one clause. */
export function standingWords(standing: Standing, subarch: Subarch, policy: RepositoryPolicy): string {
	switch (standing.kind) {
		case 'remote':
			return 'not built here: .buildbot names it in all_builds, all_arches and all_subarches only';
		case 'unreadable':
			return 'out of rotation: its failcount or its directory cannot be read; "buildrepo zap" forgets the failcount';
		case 'out-of-rotation':
			return `out of rotation: its failcount has reached max_failcount (${policy.maxFailcount}); "buildrepo zap" brings it back`;
		case 'in-progress': {
			const pid = subarch.lock.kind === 'live' ? subarch.lock.pid : undefined;
			return pid === undefined ? 'a build is in progress' : `a build is in progress (process ${pid})`;
		}
		case 'due':
			return `due, number ${standing.place} in the rotation: ${turnWords(standing.turn.reason, subarch, policy)}`;
		case 'waiting':
			return `not due before ${formatCivil(standing.from)}: its latest build is fresh`;
	}
}

const retentionWords: Readonly<Record<RetentionReason, string>> = {
	recent: 'among the most recent complete ones',
	superseded: 'more recent complete ones fill keep_num',
	young: 'not complete, but not stale: it may be in progress',
	'latest-day': 'not complete, but of the same day as the most recent complete build',
	abandoned: 'not complete and stale',
	locked: 'it would go, but a build is in progress here',
	stranger: 'not a build directory',
};

/** What `clean` does with something and why, as one clause. */
export function itemWords(item: RetentionItem): string {
	return `clean ${item.action === 'keep' ? 'keeps' : 'removes'} it: ${retentionWords[item.reason]}`;
}

/** What `map_build` says, as `full + openvz`. */
export function targetWords(said: MapBuildOutcome): string {
	if (said.kind === 'unusable') return said.reason;
	return [said.target === '' ? '(no target)' : said.target, ...said.extras].join(' + ');
}
