/** What a `.buildbot`'s features know of the Metro around it, together with what Metro ships. */
import { nearest } from '../../base/nearest.ts';
import { oncePer, oncePerWord } from '../../base/once.ts';
import type { BuildList } from '../../buildbot/index.ts';
import { knownArches, knownBuilds, knownExtras, knownModes } from '../../metro/knownNames.ts';
import { knownSubarches } from '../../metro/knownSubarches.ts';

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
	/** The `.buildbot` beside the set-up's `.metro`: whatever stands in it, it is Metro's. Absent: there is none. */
	readonly ownFile?: string;
}

/** The context of a file that belongs to no set-up. */
export const bareContext: BuildbotContext = { subarches: [], arches: [], builds: [], modes: [], extras: [] };

/** The context together with what Metro ships: in every list the set-up's own names come first. */
interface Knowledge {
	/** Gaps in what the set-up tells of a subarch are filled from what Metro shipped. */
	readonly subarches: ReadonlyMap<string, SubarchFact>;
	readonly arches: ReadonlySet<string>;
	readonly builds: ReadonlySet<string>;
	readonly modes: readonly string[];
	readonly extras: readonly string[];
	/** The names a list may hold. */
	has(holds: BuildList, name: string): boolean;
	/** The known name that may be meant by one that is not known. */
	nearest(holds: BuildList, name: string): string | undefined;
}

/** Put together once for a context. */
export const knowledgeOf = oncePer((context: BuildbotContext): Knowledge => {
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
		has: (holds, name) => lists[holds].has(name),
		nearest: (holds, name) => near[holds](name),
	};
});

/** Words whose nearest name is remembered: the same are asked for after every edit. */
const mostWords = 100_000;

function nearestIn(names: { keys(): Iterable<string> }): (word: string) => string | undefined {
	return oncePerWord((word) => nearest(word, names.keys()), mostWords);
}
