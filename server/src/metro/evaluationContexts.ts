/** The runs of Metro that a set-up can make: from `.buildbot`, from what the repository holds, and from the installation. */
import type { EvaluationContext } from './evaluationContext.ts';

/** What is known of a set-up's runs; each list in the order in which it is to be offered. */
export interface ContextChoices {
	/** Builds with their arches and subarches; what is built here comes first. */
	readonly combinations: readonly BuildOf[];
	/** `multi/mode`. */
	readonly modes: readonly string[];
	/** `target`. */
	readonly targets: readonly string[];
}

export interface BuildOf {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
}

/** Names of builds, arches and subarches, as `.buildbot` gives them. */
export interface BuildNames {
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
}

/** More than anybody would choose from; what is beyond is not offered. */
const mostCombinations = 5000;

/**
 * @param present what is in the repository, local ones first
 * @param named what `.buildbot` builds here
 * @param install `path/install`
 * @param paths the configuration files of the installation
 */
export function contextChoices(
	present: readonly BuildOf[],
	named: BuildNames | undefined,
	install: string | undefined,
	paths: Iterable<string>,
): ContextChoices {
	const known = install === undefined ? noNames : namesIn(install, paths);
	const builds = firstOf(named?.builds, known.builds);
	const arches = firstOf(named?.arches, known.arches);
	const subarches = firstOf(named?.subarches, known.subarches, ['generic_64']);
	return {
		combinations:
			present.length > 0 ? present.slice(0, mostCombinations) : product(builds, arches, subarches),
		modes: known.modes,
		targets: known.targets,
	};
}

/** The run that is looked at as long as nobody has chosen one. `day` is the date of the build. */
export function defaultContext(
	{ combinations, modes, targets }: ContextChoices,
	day: string,
): EvaluationContext {
	const { build, arch, subarch } = combinations[0] ?? { build: '', arch: '', subarch: '' };
	return {
		...{ build, arch, subarch },
		mode: modes.includes('full') ? 'full' : (modes[0] ?? ''),
		target: targets.includes('stage3') ? 'stage3' : (targets[0] ?? ''),
		version: day,
		extras: [],
	};
}

export interface InstalledNames extends BuildNames {
	readonly modes: readonly string[];
	readonly targets: readonly string[];
}

export const noNames: InstalledNames = { builds: [], arches: [], subarches: [], modes: [], targets: [] };

/** What the files of an installation are named for. */
export function namesIn(install: string, paths: Iterable<string>): InstalledNames {
	const names = { builds: [], arches: [], subarches: [], modes: [], targets: [] } as {
		readonly [K in keyof InstalledNames]: string[];
	};
	const patterns: readonly (readonly [RegExp, string[]])[] = [
		[/^etc\/builds\/([^/]+)\/build\.conf$/, names.builds],
		[/^etc\/builds\/packages\/([^/]+)\.conf$/, names.arches],
		[/^subarch\/([^/]+)\.spec$/, names.subarches],
		[/^etc\/multi-targets\/([^/.]+)$/, names.modes],
		[/^targets\/[^/]+\/([^/]+)\.spec$/, names.targets],
	];
	for (const path of paths) {
		if (!path.startsWith(`${install}/`)) continue;
		const below = path.slice(install.length + 1);
		for (const [pattern, list] of patterns) {
			const name = pattern.exec(below)?.[1];
			if (name !== undefined) list.push(name);
		}
	}
	return names;
}

function product(
	builds: readonly string[],
	arches: readonly string[],
	subarches: readonly string[],
): BuildOf[] {
	const all: BuildOf[] = [];
	for (const build of builds) {
		for (const arch of arches.length > 0 ? arches : ['']) {
			for (const subarch of subarches) {
				if (all.length >= mostCombinations) return all;
				all.push({ build, arch, subarch });
			}
		}
	}
	return all;
}

function firstOf(...lists: readonly (readonly string[] | undefined)[]): readonly string[] {
	return lists.find((list) => list !== undefined && list.length > 0) ?? [];
}
