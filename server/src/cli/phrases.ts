/** The reasons of the repository core in words for people. */
import { formatCivil, formatDay } from '../base/civilTime.ts';
import {
	holderPhrase,
	type MapBuildAnswer,
	type RepositoryPolicy,
	type RetentionItem,
	type RetentionReason,
	type RotationStatus,
	type Subarch,
	type TurnReason,
	whyUnknown,
} from '../repository/index.ts';

/** Why a subarch is due, as the end of a sentence. */
export function turnPhrase(reason: TurnReason, subarch: Subarch, policy: RepositoryPolicy): string {
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
export function rotationPhrase(status: RotationStatus, subarch: Subarch, policy: RepositoryPolicy): string {
	switch (status.kind) {
		case 'remote':
			return 'not built here: .buildbot names it in all_builds, all_arches and all_subarches only';
		case 'unreadable':
			return `out of rotation: ${whyUnknown(subarch)}${zapHint(subarch)}`;
		case 'out-of-rotation':
			return `out of rotation: its failcount has reached max_failcount (${policy.maxFailcount}); "buildrepo zap" brings it back`;
		case 'in-progress': {
			const by = subarch.lock.kind === 'live' ? ` (${holderPhrase(subarch.lock.holder)})` : '';
			return `a build is in progress${by}`;
		}
		case 'due':
			return `due, number ${status.place} in the rotation: ${turnPhrase(status.turn.reason, subarch, policy)}`;
		case 'waiting':
			return `not due before ${formatCivil(status.from)}: its latest build is fresh`;
	}
}

/** What to do about a failcount that cannot be read, where that is all that is wrong. */
function zapHint({ failcount, lock, readable }: Subarch): string {
	const only = failcount.kind === 'unreadable' && readable && lock.kind !== 'live';
	return only ? '; "buildrepo zap" forgets the failcount' : '';
}

const retentionPhrases: Readonly<Record<RetentionReason, string>> = {
	recent: 'among the most recent complete ones',
	superseded: 'more recent complete ones fill keep_num',
	young: 'not complete, but not stale: it may be in progress',
	'latest-day': 'not complete, but of the same day as the most recent complete build',
	abandoned: 'not complete and stale',
	locked: 'it would go, but a build is in progress here',
	seed: 'it would go, but the next build starts from it',
	'seed-unknown': 'it would go, but which build the next one starts from cannot be read',
	interrupted: 'its removal was cut short',
	stranger: 'not a build directory',
};

/** What `clean` does with something and why, as one clause. */
export function itemPhrase(item: RetentionItem): string {
	return `clean ${item.action === 'keep' ? 'keeps' : 'removes'} it: ${retentionPhrases[item.reason]}`;
}

/** What `map_build` says, as `full + openvz`. */
export function targetPhrase(said: MapBuildAnswer): string {
	if (said.kind === 'unusable') return said.reason;
	return [said.target === '' ? '(no target)' : said.target, ...said.extras].join(' + ');
}
