/** The hosts that build into one repository, and what each of them builds. */
import type { Repository, Subarch, SubarchPlace } from '../model.ts';
import type { AskMapBuild, RepositoryPolicy } from '../policy.ts';

/**
 * How a host is known: it is `this` one; the user has `named` it; `.buildbot` compares its host with it; a `lock` or a claim is of
 * it; or the `history` has builds of it.
 */
export type HostSource = 'this' | 'named' | 'buildbot' | 'lock' | 'history';

/** What a host builds, by its own reading of `.buildbot`; `reason` is a sentence that names what is to be corrected. */
export type HostWork =
	| {
			readonly kind: 'known';
			readonly policy: RepositoryPolicy;
			readonly askMapBuild: AskMapBuild;
	  }
	| { readonly kind: 'unknown'; readonly reason: string };

export interface KnownHost {
	/** As Metro writes it into locks. */
	readonly name: string;
	readonly knownBy: readonly HostSource[];
}

export interface FarmHost extends KnownHost {
	readonly work: HostWork;
}

/** Where names of hosts come from, besides this host. */
export interface HostNames {
	readonly here: string;
	readonly named: readonly string[];
	readonly inBuildbot: readonly string[];
	readonly inHistory: readonly string[];
}

/** Every host once: this one first, then as they are found. */
export function knownHosts(
	{ here, named, inBuildbot, inHistory }: HostNames,
	{ subarches }: Pick<Repository, 'subarches'>,
): readonly KnownHost[] {
	const found = new Map<string, HostSource[]>();
	const put = (source: HostSource, names: readonly string[]): void => {
		for (const name of new Set(names)) {
			if (name === '') continue;
			const sources = found.get(name);
			if (sources === undefined) found.set(name, [source]);
			else sources.push(source);
		}
	};
	put('this', [here]);
	put('named', named);
	put('buildbot', inBuildbot);
	put('lock', subarches.flatMap((subarch) => hostBuilding(subarch, here) ?? []).sort());
	put('history', [...inHistory].sort());
	return [...found].map(([name, knownBy]) => ({ name, knownBy }));
}

/**
 * The host that builds a subarch now; `undefined` if none does, or its lock does not say.
 * @param here the name of this host
 */
export function hostBuilding({ lock }: Pick<Subarch, 'lock'>, here: string): string | undefined {
	if (lock.kind !== 'live') return undefined;
	const { holder } = lock;
	if (holder.kind === 'process') return here;
	return holder.kind === 'foreign' ? holder.host : undefined;
}

/** Says whether builds of a place are made on a host; `undefined`: unknown. */
type BuildsThere = (place: Pick<SubarchPlace, 'build' | 'arch' | 'subarch'>) => boolean | undefined;

export function buildsThere({ work }: Pick<FarmHost, 'work'>): BuildsThere {
	if (work.kind === 'unknown') return () => undefined;
	const { builds, arches, subarches, share } = work.policy;
	const sets = { builds: new Set(builds), arches: new Set(arches), subarches: new Set(subarches) };
	const shares = new Map([...(share?.subarches ?? [])].map(([build, names]) => [build, new Set(names)]));
	return ({ build, arch, subarch }) => {
		if (!sets.builds.has(build) || !sets.arches.has(arch)) return false;
		if (share === undefined) return sets.subarches.has(subarch);
		const names = shares.get(build);
		if (names !== undefined) return names.has(subarch);
		return share.unknown === undefined ? false : undefined;
	};
}

/** Who builds a subarch. */
export interface Builders {
	/** The hosts that build it. */
	readonly hosts: readonly string[];
	/** Those of which it is unknown. */
	readonly unsure: readonly string[];
}

/** Who builds each subarch, in the same order. */
export function buildersOf(
	farm: readonly FarmHost[],
	subarches: readonly SubarchPlace[],
): ReadonlyMap<SubarchPlace, Builders> {
	const asked = farm.map((host) => ({ name: host.name, builds: buildsThere(host) }));
	return new Map(
		subarches.map((place) => {
			const hosts: string[] = [];
			const unsure: string[] = [];
			for (const { name, builds } of asked) {
				const answer = builds(place);
				if (answer === true) hosts.push(name);
				else if (answer === undefined) unsure.push(name);
			}
			return [place, { hosts, unsure }];
		}),
	);
}
