/** What is known of the hosts of a repository: what each builds and is building, and when it was last heard of. */
import type { BuildEnded, HistoryEvent } from '../../history/event.ts';
import {
	type Builders,
	buildersOf,
	type FarmHost,
	hostBuilding,
	type LockSigns,
	type Repository,
	type RepositoryPolicy,
	type Subarch,
	type SubarchPlace,
} from '../../repository/index.ts';
import { rateOf, type SuccessRate } from '../records/pastBuilds.ts';

/** A build in progress. */
interface RunningBuild extends LockSigns {
	readonly subarch: Subarch;
}

export interface HostState extends SuccessRate {
	readonly host: FarmHost;
	/** The subarches that it builds, as far as they have a directory; `undefined`: unknown, at least in part. */
	readonly builds: readonly SubarchPlace[] | undefined;
	/** Why that is unknown. */
	readonly unknown: string | undefined;
	readonly building: readonly RunningBuild[];
	/** The latest moment that shows it at work; absent: none is known. */
	readonly lastSeen?: number;
}

export interface HostsState {
	readonly hosts: readonly HostState[];
	/** Subarches that no host builds. */
	readonly nobodys: readonly SubarchPlace[];
	/** Those that several hosts build, with them. */
	readonly several: readonly (Builders & { readonly subarch: SubarchPlace })[];
	/** Those that no host builds but perhaps one of which that is unknown. */
	readonly uncertain: readonly (Builders & { readonly subarch: SubarchPlace })[];
}

export interface HostFacts {
	readonly farm: readonly FarmHost[];
	readonly repository: Pick<Repository, 'subarches'>;
	readonly policy: Pick<RepositoryPolicy, 'share'>;
	/** The name of this host. */
	readonly here: string;
	/** Oldest first; none if there is no history. */
	readonly events: readonly HistoryEvent[];
	/** By the path of the subarch. */
	readonly lockSigns: ReadonlyMap<string, LockSigns>;
	/** Milliseconds since the epoch. */
	readonly at: number;
}

export function hostStates(facts: HostFacts): HostsState {
	const { farm, repository, policy } = facts;
	const { subarches } = repository;
	const builders = buildersOf(farm, subarches);
	const hosts = farm.map((host) => stateOf(host, builders, facts));
	// Up to 2019, nobody knows what other hosts build.
	const shared = policy.share === undefined ? [] : [...builders];
	const select = (isWanted: (builders: Builders) => boolean) =>
		shared.flatMap(([subarch, found]) => (isWanted(found) ? { subarch, ...found } : []));
	return {
		hosts,
		nobodys: select(({ hosts: all, unsure }) => all.length + unsure.length === 0).map(
			({ subarch }) => subarch,
		),
		several: select(({ hosts: all }) => all.length > 1),
		uncertain: select(({ hosts: all, unsure }) => all.length === 0 && unsure.length > 0),
	};
}

function stateOf(
	host: FarmHost,
	builders: ReadonlyMap<SubarchPlace, Builders>,
	{ repository, here, events, lockSigns, at }: HostFacts,
): HostState {
	const { name, work } = host;
	const unknown = work.kind === 'unknown' ? work.reason : work.policy.share?.unknown;
	const builds =
		unknown === undefined
			? [...builders].flatMap(([place, { hosts }]) => (hosts.includes(name) ? place : []))
			: undefined;
	const building = repository.subarches
		.filter((subarch) => hostBuilding(subarch, here) === name)
		.map((subarch): RunningBuild => ({ subarch, ...lockSigns.get(subarch.path) }));
	const own = events.filter((event) => 'host' in event && event.host === name);
	const ended = own.filter((event): event is BuildEnded => event.kind === 'build-ended');
	const signs = [
		...own.map((event) => event.at),
		...building.flatMap(({ since, changed }) => [since, changed]),
	].filter((moment) => moment !== undefined);
	const lastSeen = signs.reduce<number | undefined>((last, one) => Math.max(last ?? one, one), undefined);
	return {
		host,
		builds,
		unknown,
		building,
		...(lastSeen !== undefined && { lastSeen }),
		...rateOf(ended, at),
	};
}
