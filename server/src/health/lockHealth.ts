/** The locks and claims of a repository, with their holders. */
import { holderPhrase, type Lock, lockPath, type Subarch } from '../repository/index.ts';
import type { HealthSources } from './healthSources.ts';
import type { LockHealth } from './model/lockHealth.ts';
import { idOf } from './subarchId.ts';

export function locksOf({
	repository,
	lockedSince,
}: Pick<HealthSources, 'repository' | 'lockedSince'>): readonly LockHealth[] {
	return repository.subarches.flatMap((subarch) => {
		const { lock } = subarch;
		if (lock.kind === 'none') return [];
		const since = lockedSince.get(subarch.path);
		return [
			{
				path: lockPath(subarch),
				subarch: idOf(subarch),
				holder: holderOf(lock),
				state: stateOf(subarch),
				...(since !== undefined && { since }),
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
