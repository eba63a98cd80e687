/** The files of an installation that are named for a build, an arch, a subarch, a mode or a target. */
import { append } from '../../base/collections.ts';
import { type InstalledNames, namePatterns } from './installedNames.ts';

/** What a file is named for: by the lists of `.buildbot`, and by what `map_build` returns. */
export type NamedKind = keyof InstalledNames;

/** A name and what it is the name of. */
export interface KindOfName {
	readonly kind: NamedKind;
	readonly name: string;
}

export interface NamedFiles {
	/** Absolute paths; none if the installation has no file of that name. */
	of(what: KindOfName): readonly string[];
	/** What the file at `path` (as `of` returns it) is named for. */
	at(path: string): readonly KindOfName[];
	/** The kinds of which the installation has a file for each name; since November 2015, subarches have none. */
	readonly kinds: ReadonlySet<NamedKind>;
	/** The directory of the installation, absolute; `undefined`: there is none. */
	readonly install: string | undefined;
}

export const noNamedFiles: NamedFiles = {
	of: () => [],
	at: () => [],
	kinds: new Set(),
	install: undefined,
};

/** Metro of 2024 collects these for some subarches; the others have no file of their own. */
const morePatterns: typeof namePatterns = [
	['subarches', /^etc\/builds\/packages\/subarches\/([^/]+)\.conf$/],
];

/**
 * @param install absolute
 * @param paths of its files, also those that are links to others
 * @param realPath the path that one of `paths` means
 */
export function namedFilesIn(
	install: string,
	paths: Iterable<string>,
	realPath: (path: string) => string,
): NamedFiles {
	const files = new Map<string, string[]>();
	const names = new Map<string, KindOfName[]>();
	const kinds = new Set<NamedKind>();
	for (const path of new Set(paths)) {
		if (!path.startsWith(`${install}/`)) continue;
		const below = path.slice(install.length + 1);
		for (const [at, [kind, pattern]] of [...namePatterns, ...morePatterns].entries()) {
			const name = pattern.exec(below)?.[1];
			if (name === undefined) continue;
			if (at < namePatterns.length) kinds.add(kind);
			const real = realPath(path);
			append(files, `${kind} ${name}`, real);
			append(names, real, { kind, name });
		}
	}
	return {
		of: ({ kind, name }) => files.get(`${kind} ${name}`) ?? [],
		at: (path) => names.get(path) ?? [],
		kinds,
		install,
	};
}
