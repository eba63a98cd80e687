/** The rotation status of each subarch, for `explain` and `status`. */
import { type CivilTime, DAY } from '../../base/civilTime.ts';
import { countOf, type Subarch, whyUnknown } from '../model.ts';
import { type RotationPolicy, rotation, type Turn } from './rotation.ts';

export type RotationStatus =
	/** Built on another server, and only kept here. */
	| { readonly kind: 'remote' }
	/** Its failcount, its lock or its directory cannot be read. */
	| { readonly kind: 'unreadable' }
	/** It was never built, and this Metro offers no such subarch: the first build is made by hand (2024). */
	| { readonly kind: 'needs-first-build' }
	/** Its failcount has reached the maximum. */
	| { readonly kind: 'out-of-rotation' }
	/** A build is in progress. */
	| { readonly kind: 'in-progress' }
	/** To be built; `place` counts from 1 among all that are due and not in progress. */
	| { readonly kind: 'due'; readonly place: number; readonly turn: Turn }
	/** Its latest build is fresh; it becomes due at `from`. */
	| { readonly kind: 'waiting'; readonly from: CivilTime };

/** The rotation status of each given subarch. */
export function rotationStatuses(
	subarches: readonly Subarch[],
	policy: RotationPolicy,
	now: CivilTime,
): ReadonlyMap<Subarch, RotationStatus> {
	const due = new Map<Subarch, RotationStatus>();
	for (const turn of rotation(subarches, policy, now)) {
		if (turn.subarch.lock.kind === 'live' || due.has(turn.subarch)) continue;
		due.set(turn.subarch, { kind: 'due', place: due.size + 1, turn });
	}
	return new Map(
		subarches.map((subarch) => [subarch, due.get(subarch) ?? statusOutside(subarch, policy, now)]),
	);
}

/** The rotation status of a subarch that is not due. */
function statusOutside(subarch: Subarch, policy: RotationPolicy, now: CivilTime): RotationStatus {
	const { lock } = subarch;
	if (lock.kind === 'live' && lock.holder.kind !== 'unknown') return { kind: 'in-progress' };
	if (!subarch.local) return { kind: 'remote' };
	const count = countOf(subarch);
	if (count === undefined || whyUnknown(subarch) !== undefined) return { kind: 'unreadable' };
	if (count >= policy.maxFailcount) return { kind: 'out-of-rotation' };
	if (subarch.latest === undefined && policy.order === 'as-written') return { kind: 'needs-first-build' };
	return { kind: 'waiting', from: dueFrom(subarch, policy) ?? now };
}

/** When a subarch that is in rotation becomes due; `undefined` if it is due already because it was never built. */
export function dueFrom(subarch: Subarch, policy: RotationPolicy): CivilTime | undefined {
	return subarch.latest === undefined ? undefined : subarch.latest.date + policy.staleDays * DAY;
}
