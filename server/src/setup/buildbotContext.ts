/** What is known of the Metro around a `.buildbot`, together with what Metro ships. */
import { closestMatch } from '../base/closestMatch.ts';
import { memoize, memoizeWeak } from '../base/memoize.ts';
import type { BuildList } from '../buildbot/index.ts';
import { missingEverywhere, type Repository, type RepositoryPolicy } from '../repository/index.ts';
import { archOfSubarch } from './archOfSubarch.ts';
import type { Installation } from './installation.ts';
import { knownArches, knownBuilds, knownExtras, knownModes, knownStages } from './knownNames.ts';
import { knownSubarches } from './knownSubarches.ts';

/** What is known of one subarch. */
export interface SubarchFact {
	readonly name: string;
	/** The directory above it, as `x86-64bit`. */
	readonly arch?: string;
	readonly cflags?: string;
	readonly chost?: string;
	readonly use?: readonly string[];
	/** Where it is known from: a Metro installation, the mirror, or the list Metro once shipped. */
	readonly source: 'installation' | 'repository' | 'known';
	/** True if the repository has builds of it. */
	readonly inUse: boolean;
}

/** What the set-up a document belongs to tells; all lists may be empty. */
export interface BuildbotContext {
	readonly subarches: readonly SubarchFact[];
	readonly arches: readonly string[];
	readonly builds: readonly string[];
	/** Names `map_build` may return first, and behind it. */
	readonly modes: readonly string[];
	readonly extras: readonly string[];
	/** Everything that Metro can build: `stage3`, and the extras. */
	readonly targets: readonly string[];
	/** Subarches that it names as it is on disk, and that have no directory in the repository; absent: nobody has looked. */
	readonly withoutDirectory?: ReadonlySet<string>;
	/** The `.buildbot` beside the set-up's `.metro`: whatever stands in it, it is Metro's. Absent: there is none. */
	readonly ownFile?: string;
}

/** The context of a file that belongs to no set-up. */
export const bareContext: BuildbotContext = {
	subarches: [],
	arches: [],
	builds: [],
	modes: [],
	extras: [],
	targets: [],
};

/**
 * What a set-up tells.
 * @param repository `undefined`: there is none that can be looked at
 * @param policy `undefined`: `.buildbot` cannot be used as it is
 * @param ownFile `undefined`: nothing makes the file Metro's but what it says
 */
export function contextOfSetup(
	installation: Installation,
	repository: Repository | undefined,
	policy: RepositoryPolicy | undefined,
	ownFile: string | undefined,
): BuildbotContext {
	const { names } = installation;
	const present = repository?.subarches ?? [];
	const inUse = new Set(present.filter(({ builds }) => builds.length > 0).map(({ subarch }) => subarch));
	const installed = installation.subarches.map((fact): SubarchFact => {
		return { ...fact, source: 'installation', inUse: inUse.has(fact.name) };
	});
	const known = new Set(installed.map(({ name }) => name));
	const built = present.filter(({ subarch }) => !known.has(subarch));
	return {
		subarches: [
			...installed,
			...built.map(({ subarch, arch }): SubarchFact => {
				return { name: subarch, arch, source: 'repository', inUse: inUse.has(subarch) };
			}),
		],
		arches: [...names.arches, ...present.map(({ arch }) => arch)],
		builds: [...names.builds, ...present.map(({ build }) => build)],
		modes: names.modes,
		extras: names.targets.filter((target) => !/^(?:stage\d|snapshot)/.test(target)),
		targets: names.targets,
		...(ownFile !== undefined && { ownFile }),
		...(repository !== undefined &&
			policy !== undefined && {
				withoutDirectory: missingEverywhere(repository, policy, archOfSubarch(installation)),
			}),
	};
}

/** The context together with what Metro ships: in every list the set-up's own names come first. */
interface Knowledge {
	/** Gaps in what the set-up tells of a subarch are filled from what Metro shipped. */
	readonly subarches: ReadonlyMap<string, SubarchFact>;
	readonly arches: ReadonlySet<string>;
	readonly builds: ReadonlySet<string>;
	readonly modes: readonly string[];
	readonly extras: readonly string[];
	/** What the installation can build, and where there is none what Metro ever could. */
	readonly targets: readonly string[];
	/** The names a list may hold. */
	has(holds: BuildList, name: string): boolean;
	/** The known name that may be meant by one that is not known. */
	closestMatch(holds: BuildList, name: string): string | undefined;
}

/** Put together once for a context. */
export const knowledgeOf = memoizeWeak((context: BuildbotContext): Knowledge => {
	const subarches = new Map<string, SubarchFact>();
	for (const fact of context.subarches)
		subarches.set(fact.name, { ...knownSubarches.get(fact.name), ...fact });
	for (const known of knownSubarches.values()) {
		if (!subarches.has(known.name)) subarches.set(known.name, { ...known, source: 'known', inUse: false });
	}
	const lists = {
		subarches,
		arches: new Set([...context.arches, ...knownArches]),
		builds: new Set([...context.builds, ...knownBuilds]),
	};
	const near = {
		subarches: nearestIn(subarches),
		arches: nearestIn(lists.arches),
		builds: nearestIn(lists.builds),
	};
	return {
		...lists,
		modes: context.modes.length > 0 ? context.modes : [...knownModes.keys()],
		extras: [...new Set([...context.extras, ...knownExtras.keys()])],
		targets: context.targets.length > 0 ? context.targets : [...knownExtras.keys(), ...knownStages],
		has: (holds, name) => lists[holds].has(name),
		closestMatch: (holds, name) => near[holds](name),
	};
});

/** Words whose nearest name is remembered: the same are asked for after every edit. */
const mostWords = 100_000;

function nearestIn(names: { keys(): Iterable<string> }): (word: string) => string | undefined {
	return memoize((word) => closestMatch(word, names.keys()), mostWords);
}
