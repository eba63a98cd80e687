/** Names of a `.buildbot` that have no directory in the repository: what is built under them is never built, or is not there yet. */
import { memoizeWeak } from '../base/memoize.ts';
import type { Problem } from '../base/problem.ts';
import type { Buildbot, SettingItem } from '../buildbot/index.ts';
import { type Repository, whyPartial } from '../repository/index.ts';
import type { BuildbotContext, ScannedSetup } from '../setup/buildbot/buildbotContext.ts';
import type { NoDirectoryCode } from './buildbotProblemKinds.ts';

type NoDirectory = Problem<NoDirectoryCode>;

/** At most this many names are reported: the list of a master may name what all other servers build. */
const most = 100;

/** Reports each place where such a name is written; nothing if the repository was not scanned. */
export function withoutDirectory({ settings, rules }: Buildbot, context: BuildbotContext): NoDirectory[] {
	const names = withoutAny(context);
	const { scanned } = context;
	const places = new Set<number>();
	const found: NoDirectory[] = [];
	const report = (
		items: readonly SettingItem[],
		without: ReadonlySet<string>,
		why: (name: string) => string,
	): void => {
		// Nearly all names have a directory, and there may be many.
		if (without.size === 0) return;
		for (const { name, span } of items) {
			if (!without.has(name)) continue;
			if (span === undefined || places.has(span.start) || found.length >= most) continue;
			places.add(span.start);
			// Only a subarch can be given a directory by itself.
			const isBuiltHere = names.has(name);
			const data = isBuiltHere ? { name } : {};
			found.push({ code: 'no-directory', severity: 'hint', span, message: why(name), data });
		}
	};
	report(
		rules.isLater ? settings.allSubarches : settings.subarches,
		names,
		(name) =>
			`${JSON.stringify(name)} has no directory in the repository yet, so Metro silently skips it: buildrepo create creates one.`,
	);
	if (scanned === undefined) return found;
	const absent = absentIn(scanned);
	report(
		settings.allSubarches,
		absent.subarches,
		(name) =>
			`The repository has no directory of ${JSON.stringify(name)} yet: nothing of it is listed, cleaned or indexed.`,
	);
	report(
		settings.allArches,
		absent.arches,
		(name) => `No build in the repository has a directory ${JSON.stringify(name)}.`,
	);
	report(
		settings.allBuilds,
		absent.builds,
		(name) => `The repository has nothing of ${JSON.stringify(name)} yet.`,
	);
	return found;
}

/** The subarches that no build has a directory of. Some have one in one build only because they are built nowhere else. */
const withoutAny = memoizeWeak(
	({ withoutDirectory = new Map() }: BuildbotContext): ReadonlySet<string> =>
		new Set([...withoutDirectory].filter(([, { isEverywhere }]) => isEverywhere).map(([name]) => name)),
);

interface Absent {
	readonly builds: ReadonlySet<string>;
	readonly arches: ReadonlySet<string>;
	/** Without those that are built here. */
	readonly subarches: ReadonlySet<string>;
}

const noneKnown: Absent = { builds: new Set(), arches: new Set(), subarches: new Set() };

/**
 * The names of the saved file that are nowhere in the repository. None if some directory could not be read, and for a new repository:
 * there, every name would be one.
 */
const absentIn = memoizeWeak(({ repository, policy }: ScannedSetup): Absent => {
	if (repository.subarches.length === 0 || whyPartial(repository).length > 0) return noneKnown;
	const local = new Set(policy.subarches);
	const present = { builds: new Set<string>(), arches: new Set<string>(), subarches: new Set<string>() };
	for (const { build, arch, subarch } of repository.subarches) {
		present.builds.add(build);
		present.arches.add(arch);
		present.subarches.add(subarch);
	}
	const there = buildsThere(repository, present.builds);
	const isNowhere = (arch: string): boolean =>
		!present.arches.has(arch) && there.every(missing(repository, arch));
	return {
		builds: without(policy.allBuilds, present.builds),
		arches: new Set(policy.allArches.filter(isNowhere)),
		subarches: without(policy.allSubarches, new Set([...present.subarches, ...local])),
	};
});

/** The builds that have a directory for sure. */
function buildsThere({ mirror, missingArches }: Repository, found: ReadonlySet<string>): readonly string[] {
	const named = missingArches.map((path) => path.slice(mirror.length + 1).split('/')[0] ?? '');
	return [...new Set([...found, ...named])];
}

function missing({ mirror, missingArches }: Repository, arch: string): (build: string) => boolean {
	const paths = new Set(missingArches);
	return (build) => paths.has(`${mirror}/${build}/${arch}`);
}

function without(names: readonly string[], present: ReadonlySet<string>): ReadonlySet<string> {
	return new Set(names.filter((name) => !present.has(name)));
}
