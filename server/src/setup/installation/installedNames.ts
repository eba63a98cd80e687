/** The builds, arches, subarches, modes and targets of an installation, from the names of its files. */

/** Names of builds, arches and subarches, as `.buildbot` gives them. */
export interface BuildNames {
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
}

/** What an installation has, by the files it has. */
export interface InstalledNames extends BuildNames {
	readonly modes: readonly string[];
	readonly targets: readonly string[];
}

/** The names without an installation. */
export const noNames: InstalledNames = { builds: [], arches: [], subarches: [], modes: [], targets: [] };

/**
 * What the files of an installation are named for, each name once, in the order of `paths`.
 * @param paths also those that are links to others
 */
export function installedNamesIn(install: string, paths: Iterable<string>): InstalledNames {
	const found = new Map<keyof InstalledNames, Set<string>>();
	for (const path of paths) {
		if (!path.startsWith(`${install}/`)) continue;
		const below = path.slice(install.length + 1);
		for (const [kind, pattern] of namePatterns) {
			const name = pattern.exec(below)?.[1];
			if (name !== undefined) found.set(kind, (found.get(kind) ?? new Set()).add(name));
		}
	}
	const list = (kind: keyof InstalledNames): string[] => [...(found.get(kind) ?? [])];
	return {
		builds: list('builds'),
		arches: list('arches'),
		subarches: list('subarches'),
		modes: list('modes'),
		targets: list('targets'),
	};
}

/** The files of builds, arches, subarches, modes and targets: one of each kind for every name that the installation has. */
export const namePatterns: readonly (readonly [kind: keyof InstalledNames, pattern: RegExp])[] = [
	['builds', /^etc\/builds\/([^/]+)\/build\.conf$/],
	['arches', /^etc\/builds\/packages\/([^/]+)\.conf$/],
	['subarches', /^subarch\/([^/]+)\.spec$/],
	['modes', /^etc\/multi-targets\/([^/.]+)$/],
	['targets', /^targets\/[^/]+\/([^/]+)\.spec$/],
];

/** Keys whose values an installation names by its files. */
const namedByFiles: ReadonlyMap<string, keyof InstalledNames> = new Map([
	['target', 'targets'],
	['target/build', 'builds'],
	['target/arch_desc', 'arches'],
	['target/subarch', 'subarches'],
	['multi/mode', 'modes'],
	['multi/targets', 'targets'],
]);

/** What the words of a key's value are the names of; `undefined` for keys that files do not name. */
export function kindNamedBy(key: string): keyof InstalledNames | undefined {
	return namedByFiles.get(key);
}

/** What a key can be by these names; `undefined` for keys that files do not name. */
export function namesOfKey(key: string, names: InstalledNames): readonly string[] | undefined {
	const list = kindNamedBy(key);
	return list && names[list];
}
