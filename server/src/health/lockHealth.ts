/** The locks and claims of a repository, with their holders. */
import { holderPhrase, isForeign, type Lock, lockPath, type Subarch } from '../repository/index.ts';
import type { HealthSources } from './healthSources.ts';
import type { LockHealth } from './model/lockHealth.ts';
import { idOf } from './subarchId.ts';

export function locksOf({
	repository,
	lockSigns,
}: Pick<HealthSources, 'repository' | 'lockSigns'>): readonly LockHealth[] {
	return repository.subarches.flatMap((subarch) => {
		const { lock } = subarch;
		if (lock.kind === 'none') return [];
		const { since, changed } = lockSigns.get(subarch.path) ?? {};
		return [
			{
				path: lockPath(subarch),
				subarch: idOf(subarch),
				holder: holderOf(lock),
				state: stateOf(subarch),
				...(since !== undefined && { since }),
				...(changed !== undefined && isForeign(subarch) && { lastChange: changed }),
			},
		];
	});
}

function holderOf(lock: Exclude<Lock, { kind: 'none' }>): string {
	if (lock.kind === 'live') return holderPhrase(lock.holder);
	return lock.pid === undefined ? 'nobody' : `process ${lock.pid}, which has ended`;
}

/** Only a process of this machine can be checked. */
function stateOf({ lock }: Subarch): LockHealth['state'] {
	if (lock.kind === 'stale') return 'stale';
	return lock.kind === 'live' && lock.holder.kind === 'process' ? 'live' : 'unknown';
}
