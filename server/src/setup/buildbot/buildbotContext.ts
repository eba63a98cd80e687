/** What is known about the set-up around a `.buildbot`, together with what Metro ships. */
import { closestMatch } from '../../base/closestMatch.ts';
import { memoize, memoizeWeak } from '../../base/memoize.ts';
import { type BuildbotRules, type BuildList, earlierRules } from '../../buildbot/index.ts';
import {
	type FarmHost,
	type MissingBuilds,
	missingByName,
	type Repository,
	type RepositoryPolicy,
} from '../../repository/index.ts';
import { archOfSubarch } from '../installation/archOfSubarch.ts';
import type { Installation } from '../installation/installation.ts';
import {
	knownArches,
	knownBuilds,
	knownExtras,
	knownModes,
	knownStages,
} from '../installation/knownNames.ts';
import { knownSubarches } from '../installation/knownSubarches.ts';
import { type NamedFiles, noNamedFiles } from '../installation/namedFiles.ts';

/** The facts about one subarch. */
export interface SubarchFact {
	readonly name: string;
	/** The directory above it, such as `x86-64bit`. */
	readonly arch?: string;
	readonly cflags?: string;
	readonly chost?: string;
	readonly use?: readonly string[];
	/** The source: an installation, the mirror, or the list that Metro once shipped. */
	readonly source: 'installation' | 'repository' | 'known';
	/** What the source lacks comes from the list that Metro once shipped. */
	readonly isFilledIn?: true;
	/** True if the repository has builds of it. */
	readonly inUse: boolean;
}

/** A set-up whose repository has been read. */
export interface ScannedSetup {
	readonly home: string;
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	/** The known hosts, this one first; absent: nobody has looked. */
	readonly farm?: readonly FarmHost[];
}

/** The facts about a document's set-up; all lists may be empty. */
export interface BuildbotContext {
	readonly subarches: readonly SubarchFact[];
	readonly arches: readonly string[];
	readonly builds: readonly string[];
	/** Modes that `map_build` may return, and extras after them. */
	readonly modes: readonly string[];
	readonly extras: readonly string[];
	/** Everything that Metro can build: `stage3`, and the extras. */
	readonly targets: readonly string[];
	/** The files of the installation. */
	readonly files: NamedFiles;
	/** False if some of the installation could not be read: a name that is not found may be there. */
	readonly isInstallationWhole: boolean;
	/** Subarches that the saved file builds here and that lack a directory in some build, by their names; absent: not scanned. */
	readonly withoutDirectory?: ReadonlyMap<string, MissingBuilds>;
	/** The `.buildbot` beside the set-up's `.metro`, which is Metro's whatever it contains. Absent: there is none. */
	readonly ownFile?: string;
	/** What that file decides about, as saved; absent: unknown. */
	readonly scanned?: ScannedSetup;
	/** Why `scanned` is absent: a sentence. Absent if that is unknown as well. */
	readonly whyUnscanned?: string;
	/** The rules that it is read by. */
	readonly ownRules?: BuildbotRules;
}

/** The context of a file without a set-up. */
export const bareContext: BuildbotContext = {
	subarches: [],
	arches: [],
	builds: [],
	modes: [],
	extras: [],
	targets: [],
	files: noNamedFiles,
	isInstallationWhole: true,
};

/**
 * The context of a set-up.
 * @param repository `undefined`: there is none, or it cannot be read
 * @param policy `undefined`: `.buildbot` is not usable
 * @param ownFile `undefined`: only its contents can show that a file is Metro's
 */
export function contextOfSetup(
	installation: Installation,
	repository: Repository | undefined,
	policy: RepositoryPolicy | undefined,
	ownFile: string | undefined,
	ownRules: BuildbotRules = earlierRules,
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
		files: installation.files,
		isInstallationWhole: installation.isWhole,
		...(ownFile !== undefined && { ownFile, ownRules }),
		...(repository !== undefined &&
			policy !== undefined && {
				withoutDirectory: missingByName(repository, policy, archOfSubarch(installation)),
			}),
	};
}

/** The context together with what Metro ships; the set-up's own names come first in every list. */
interface Knowledge {
	/** Facts that the set-up lacks come from what Metro shipped. */
	readonly subarches: ReadonlyMap<string, SubarchFact>;
	readonly arches: ReadonlySet<string>;
	readonly builds: ReadonlySet<string>;
	readonly modes: readonly string[];
	readonly extras: readonly string[];
	/** What the installation can build; without one, what any version of Metro can. */
	readonly targets: readonly string[];
	/** The names that a list may contain. */
	has(holds: BuildList, name: string): boolean;
	/** The known name closest to an unknown one. */
	closestMatch(holds: BuildList, name: string): string | undefined;
}

/** Computed once for a context. */
export const knowledgeOf = memoizeWeak((context: BuildbotContext): Knowledge => {
	const subarches = new Map<string, SubarchFact>();
	for (const fact of context.subarches) {
		const known = knownSubarches.get(fact.name);
		const isFilledIn = known !== undefined && Object.keys(known).some((part) => !(part in fact));
		subarches.set(fact.name, { ...known, ...fact, ...(isFilledIn && { isFilledIn }) });
	}
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

/** The closest names of at most this many words are cached, since every edit asks for the same. */
const mostWords = 100_000;

function nearestIn(names: { keys(): Iterable<string> }): (word: string) => string | undefined {
	return memoize((word) => closestMatch(word, names.keys()), mostWords);
}
