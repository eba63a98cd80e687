/** The possible runs of a set-up: from `.buildbot`, the repository and the installation. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { BuildNames, InstalledNames } from '../installation/installedNames.ts';
import { knownSubarches } from '../installation/knownSubarches.ts';
import type { ConfigLibrary } from './configLibrary.ts';
import { fileIndex } from './fileIndex.ts';
import type { RunContext } from './runContext.ts';

/** The choices for a set-up's runs, each list in the order in which to offer it. */
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

/** At most this many combinations are offered. */
const mostCombinations = 5000;

/** The choices of a set-up, the same for editors and the command line: what is built here, else what is possible. */
export function setupChoices(
	repository: { readonly subarches: readonly (BuildOf & { readonly local: boolean })[] } | undefined,
	named: BuildNames | undefined,
	library: ConfigLibrary,
): ContextChoices {
	const present = repository?.subarches.filter(({ local }) => local) ?? [];
	return contextChoices(present, named, library.names, archesOfSubarches(library));
}

/** The arch that the installation's own file of a subarch names, by subarch. */
const archesOfSubarches = memoizeWeak(({ files }: ConfigLibrary): ReadonlyMap<string, string> => {
	const arches = new Map<string, string>();
	for (const [path, file] of files) {
		const name = /\/subarch\/([^/]+)\.spec$/.exec(path)?.[1];
		const [element] = fileIndex(file).definitions.get('target/arch_desc') ?? [];
		if (name !== undefined && element?.kind === 'element') arches.set(name, element.value.text.trim());
	}
	return arches;
});

/**
 * @param present what is in the repository, local ones first
 * @param named what `.buildbot` builds here
 * @param known what the installation has
 * @param archOf the arch of each subarch, where the installation tells
 */
export function contextChoices(
	present: readonly BuildOf[],
	named: BuildNames | undefined,
	known: InstalledNames,
	archOf: ReadonlyMap<string, string> = new Map(),
): ContextChoices {
	const builds = firstOf(named?.builds, known.builds);
	const arches = firstOf(named?.arches, known.arches);
	const subarches = firstOf(named?.subarches, known.subarches, ['generic_64']);
	return {
		combinations:
			present.length > 0
				? present.slice(0, mostCombinations)
				: possible(builds, pairsOf(arches, subarches, archOf)),
		modes: known.modes,
		targets: known.targets,
	};
}

/**
 * All choices: first what is built, then subarches that `.buildbot` names but the repository does not have yet, then
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

/** The arch of a subarch if Metro ships it; otherwise any arch is possible. */
function archesOf(subarch: string, arches: readonly string[]): readonly string[] {
	const shipped = knownSubarches.get(subarch)?.arch;
	return shipped !== undefined && arches.includes(shipped) ? [shipped] : arches;
}

/** The run that is evaluated until the user chooses one. `day` is the date of the build. */
export function defaultContext({ combinations, modes, targets }: ContextChoices, day: string): RunContext {
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

/** The parts of a run that the installation lacks, in one sentence; `undefined`: it has everything, or is unknown. */
export function unknownParts(context: RunContext, known: InstalledNames): string | undefined {
	const parts = [
		['build', context.build, known.builds],
		// Names with a slash are deeper than the installation is searched.
		['arch', context.arch.includes('/') ? '' : context.arch, known.arches],
		['subarch', context.subarch, known.subarches],
		['mode', context.mode, known.modes],
		['target', context.target, known.targets],
	] as const;
	const unknown = parts.filter(([, name, names]) => name !== '' && names.length > 0 && !names.includes(name));
	if (unknown.length === 0) return undefined;
	return `The installation has ${unknown.map(([part, name]) => `no ${part} "${name}"`).join(', ')}.`;
}

/**
 * Subarches with their possible arches. If there are several arches, an unknown subarch may belong to any, so it has no
 * run; if that leaves no pair at all, the first arch and subarch serve as an example.
 */
function pairsOf(
	arches: readonly string[],
	subarches: readonly string[],
	archOf: ReadonlyMap<string, string>,
): readonly (readonly [arch: string, subarch: string])[] {
	const [first = '', ...others] = arches;
	if (others.length === 0) return subarches.map((subarch) => [first, subarch]);
	const pairs = subarches.flatMap((subarch) => {
		const own = archOf.get(subarch) ?? knownSubarches.get(subarch)?.arch;
		return own !== undefined && arches.includes(own) ? [[own, subarch] as const] : [];
	});
	return pairs.length > 0 ? pairs : subarches.slice(0, 1).map((subarch) => [first, subarch]);
}

function possible(
	builds: readonly string[],
	pairs: readonly (readonly [arch: string, subarch: string])[],
): BuildOf[] {
	const all: BuildOf[] = [];
	for (const build of builds) {
		for (const [arch, subarch] of pairs) {
			if (all.length >= mostCombinations) return all;
			all.push({ build, arch, subarch });
		}
	}
	return all;
}

function firstOf(...lists: readonly (readonly string[] | undefined)[]): readonly string[] {
	return lists.find((list) => list !== undefined && list.length > 0) ?? [];
}
