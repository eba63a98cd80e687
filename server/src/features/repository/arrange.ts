/** Applies an arrangement to what the rows are made of: leaves subarches out, and sorts those that stay. */
import { statusOf } from '../../health/subarchState.ts';
import { type Arrangement, isFiltered, type RowStatus } from '../../protocol/index.ts';
import { countOf, type Subarch } from '../../repository/index.ts';
import { hostGroupOfAbsent, isOfHosts } from './hostWords.ts';
import type { RowContext } from './rowContext.ts';

/** The same rows, without those that the arrangement leaves out, in its order. */
export function arranged(view: RowContext, arrangement: Arrangement): RowContext {
	const { repository, missing, hidden } = view;
	const isShown = filterOf(arrangement);
	const hosts = new Set(arrangement.hosts);
	const isOfHost = (one: Subarch): boolean => hosts.size === 0 || isOfHosts(view, one, hosts);
	const isHere = hosts.size === 0 || hosts.has(hostGroupOfAbsent(view));
	const subarches = isFiltered(arrangement)
		? repository.subarches.filter(
				(one) => isShown(one, stateOf(view, one), one.local ? 'local' : 'remote') && isOfHost(one),
			)
		: repository.subarches;
	const order = orders[arrangement.order ?? 'buildbot'];
	return {
		...view,
		repository: {
			...repository,
			subarches: order === undefined ? subarches : subarches.toSorted(order),
			snapshots: isFiltered(arrangement) ? [] : repository.snapshots,
		},
		missing: missing.filter(
			(one) => isHere && isShown({ ...one, arch: one.arches.join(' ') }, 'no-directory', 'local'),
		),
		hidden: hidden.filter(
			(one) => isHere && isShown({ ...one, arch: one.arches.join(' ') }, 'unreadable', 'local'),
		),
	};
}

export function stateOf({ policy, now }: RowContext, subarch: Subarch): RowStatus {
	return statusOf(subarch, policy, now);
}

type Named = Pick<Subarch, 'build' | 'arch' | 'subarch'>;

function filterOf({ states = [], where, text = '' }: Arrangement) {
	const wanted = new Set<RowStatus>(states);
	const words = text
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	return ({ build, arch, subarch }: Named, state: RowStatus, place: 'local' | 'remote'): boolean => {
		// What has left the rotation fails as well.
		const isWanted = wanted.has(state) || (state === 'out-of-rotation' && wanted.has('failing'));
		if (wanted.size > 0 && !isWanted) return false;
		if (where !== undefined && where !== place) return false;
		const name = `${build}/${arch}/${subarch}`.toLowerCase();
		return words.every((word) => name.includes(word));
	};
}

const orders: Readonly<
	Record<NonNullable<Arrangement['order']>, ((one: Subarch, other: Subarch) => number) | undefined>
> = {
	buildbot: undefined,
	name: (one, other) => (one.subarch < other.subarch ? -1 : one.subarch > other.subarch ? 1 : 0),
	// What was never built is older than everything.
	age: (one, other) =>
		(one.latest?.date ?? Number.MIN_SAFE_INTEGER) - (other.latest?.date ?? Number.MIN_SAFE_INTEGER),
	// An unreadable one is out of the rotation, so it is worse than any number.
	failcount: (one, other) => (countOf(other) ?? Number.MAX_VALUE) - (countOf(one) ?? Number.MAX_VALUE),
};
