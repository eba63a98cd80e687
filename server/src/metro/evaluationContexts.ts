/** The runs of Metro that a set-up can make: from `.buildbot`, from what the repository holds, and from the installation. */
import type { EvaluationContext } from './evaluationContext.ts';
import type { BuildNames, InstalledNames } from './installedNames.ts';
import { knownSubarches } from './knownSubarches.ts';

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

/** More than anybody would choose from; what is beyond is not offered. */
const mostCombinations = 5000;

/**
 * @param present what is in the repository, local ones first
 * @param named what `.buildbot` builds here
 * @param known what the installation has
 */
export function contextChoices(
	present: readonly BuildOf[],
	named: BuildNames | undefined,
	known: InstalledNames,
): ContextChoices {
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

/**
 * All that can be chosen: what is built first, then subarches that `.buildbot` names and the repository does not have yet, then
 * the other builds of the installation with all of these.
 */
export function everyCombination(
	{ combinations }: ContextChoices,
	named: BuildNames | undefined,
	known: InstalledNames,
): readonly BuildOf[] {
	const idOf = ({ build, arch, subarch }: BuildOf): string => `${build}\n${arch}\n${subarch}`;
	const all = new Map(combinations.map((one) => [idOf(one), one]));
	const built = new Set(combinations.map(({ subarch }) => subarch));
	const pairs = new Map(combinations.map((one) => [idOf({ ...one, build: '' }), one]));
	for (const subarch of named?.subarches ?? []) {
		if (built.has(subarch)) continue;
		for (const arch of archesOf(subarch, named?.arches ?? [])) {
			const one = { build: '', arch, subarch };
			pairs.set(idOf(one), one);
		}
	}
	for (const build of [...(named?.builds ?? []), ...known.builds]) {
		for (const { arch, subarch } of pairs.values()) {
			if (all.size >= mostCombinations) return [...all.values()];
			const one = { build, arch, subarch };
			if (!all.has(idOf(one))) all.set(idOf(one), one);
		}
	}
	return [...all.values()];
}

/** The arch a subarch is of, where Metro ships it; else it may be of any. */
function archesOf(subarch: string, arches: readonly string[]): readonly string[] {
	const shipped = knownSubarches.get(subarch)?.arch;
	return shipped !== undefined && arches.includes(shipped) ? [shipped] : arches;
}

/** The run that is looked at as long as nobody has chosen one. `day` is the date of the build. */
export function defaultContext(
	{ combinations, modes, targets }: ContextChoices,
	day: string,
): EvaluationContext {
	const { build, arch, subarch } = combinations[0] ?? { build: '', arch: '', subarch: '' };
	return {
		build,
		arch,
		subarch,
		mode: modes.includes('full') ? 'full' : (modes[0] ?? ''),
		target: targets.includes('stage3') ? 'stage3' : (targets[0] ?? ''),
		version: day,
		extras: [],
	};
}

/** What the installation does not have of a run, in one sentence; `undefined`: it has everything, or it is not known. */
export function unknownParts(context: EvaluationContext, known: InstalledNames): string | undefined {
	const parts = [
		['build', context.build, known.builds],
		// Those with a slash lie deeper than names are looked for.
		['arch', context.arch.includes('/') ? '' : context.arch, known.arches],
		['subarch', context.subarch, known.subarches],
		['mode', context.mode, known.modes],
		['target', context.target, known.targets],
	] as const;
	const unknown = parts.filter(([, name, names]) => name !== '' && names.length > 0 && !names.includes(name));
	if (unknown.length === 0) return undefined;
	return `The installation has ${unknown.map(([part, name]) => `no ${part} "${name}"`).join(', ')}.`;
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
