/** The repository core's reasons as phrases for people. */
import { type CivilTime, formatDay, formatMinute } from '../base/civilTime.ts';
import { ago } from '../base/phrases.ts';
import type { RetentionItem, RetentionReason } from './clean/retention.ts';
import { holderPhrase } from './locks/lock.ts';
import { type Subarch, whyUnknown } from './model.ts';
import type { MapBuildAnswer, RepositoryPolicy } from './policy.ts';
import type { TurnReason } from './rotation/rotation.ts';
import type { RotationStatus } from './rotation/rotationStatus.ts';
import { isUnknownWhetherHere, whyRemote } from './rotation/whyRemote.ts';

/** Why a subarch is due, as the end of a sentence. */
export function turnPhrase(reason: TurnReason, subarch: Subarch, policy: RepositoryPolicy): string {
	const since = subarch.latest === undefined ? '' : formatDay(subarch.latest.date);
	switch (reason) {
		case 'never-built':
			return 'it was never built';
		case 'starved':
			return `its build failed, and twice stale_days (${2 * policy.staleDays} days) has passed since ${since}`;
		case 'stale':
			return `its latest build of ${since} is stale (stale_days is ${policy.staleDays})`;
	}
}

/** The rotation status of a subarch, as one clause; `now` is for the days until its turn. */
export function rotationPhrase(
	status: RotationStatus,
	subarch: Subarch,
	policy: RepositoryPolicy,
	now: CivilTime,
): string {
	const reason = rotationReason(status, subarch, policy, now);
	switch (status.kind) {
		case 'out-of-rotation':
			return `out of rotation: ${reason}`;
		case 'needs-first-build':
			return `never built: ${reason}`;
		default:
			return reason;
	}
}

/** The same clause for where the state of the subarch is said beside it. */
export function rotationReason(
	status: RotationStatus,
	subarch: Subarch,
	policy: RepositoryPolicy,
	now: CivilTime,
): string {
	switch (status.kind) {
		case 'remote':
			return `${isUnknownWhetherHere(subarch, policy) ? 'it is unknown whether it is built here' : 'not built here'}: ${whyRemote(subarch, policy)}`;
		case 'unreadable':
			return `out of rotation: ${whyUnknown(subarch)}${zapHint(subarch)}`;
		case 'out-of-rotation':
			return `its failcount has reached max_failcount (${policy.maxFailcount}); a zap returns it`;
		case 'needs-first-build':
			return `this Metro offers no subarch before its first build; make that with "buildrepo buildbot --only ${subarch.path}", or Build This in the editor`;
		case 'in-progress': {
			const by = subarch.lock.kind === 'live' ? ` (${holderPhrase(subarch.lock.holder)})` : '';
			return `a build is in progress${by}`;
		}
		case 'due':
			return `due, number ${status.place} in the rotation: ${turnPhrase(status.turn.reason, subarch, policy)}`;
		case 'waiting':
			return `not due before ${formatMinute(status.from)} (${ago(status.from, now)}): its latest build is fresh`;
	}
}

/** The remedy for an unreadable failcount, if nothing else is wrong. */
function zapHint({ failcount, lock, readable }: Subarch): string {
	const only = failcount.kind === 'unreadable' && readable && lock.kind !== 'live';
	return only ? '; a zap removes the failcount' : '';
}

const retentionPhrases: Readonly<Record<RetentionReason, string>> = {
	recent: 'among the most recent complete ones',
	superseded: 'keep_num more recent complete ones exist',
	building: 'incomplete, and its subarch is being built now',
	young: 'incomplete, but not stale yet',
	'latest-day': 'incomplete, but of the same day as the most recent complete build',
	abandoned: 'incomplete and stale',
	'given-up': 'incomplete and older than two days',
	locked: 'due for removal, but a build is in progress here',
	seed: 'due for removal, but the next build starts from it',
	'seed-unknown': 'due for removal, but the seed of the next build cannot be read',
	interrupted: 'its removal was cut short',
	stranger: 'not a build directory',
};

/** What `clean` does with an item and why, as one clause. */
export function itemPhrase(item: RetentionItem): string {
	return `clean ${item.action === 'keep' ? 'keeps' : 'removes'} it: ${retentionPhrases[item.reason]}`;
}

/** The answer of `map_build`, such as `full + openvz`. */
export function targetPhrase(said: MapBuildAnswer): string {
	if (said.kind === 'unusable') return said.reason;
	return [said.target === '' ? '(no target)' : said.target, ...said.extras].join(' + ');
}
