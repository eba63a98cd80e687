/** What a `.buildbot`'s features know of the Metro around it, together with what Metro ships. */
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
}

/** The context of a file that belongs to no set-up. */
export const bareContext: BuildbotContext = { subarches: [], arches: [], builds: [], modes: [], extras: [] };

/** Every subarch anybody knows, the set-up's word first, gaps filled from what Metro shipped. */
export function allSubarches(context: BuildbotContext): ReadonlyMap<string, SubarchFact> {
	const facts = new Map<string, SubarchFact>();
	for (const fact of context.subarches) facts.set(fact.name, { ...knownSubarches.get(fact.name), ...fact });
	for (const known of knownSubarches.values()) {
		if (!facts.has(known.name)) facts.set(known.name, { ...known, source: 'known', inUse: false });
	}
	return facts;
}

/** The set-up's own names first, then those Metro ships. */
function joined(own: readonly string[], known: Iterable<string>): readonly string[] {
	return [...new Set([...own, ...known])];
}

/** Arches, the set-up's own first. */
export function allArches(context: BuildbotContext): readonly string[] {
	return joined(context.arches, knownArches);
}

/** Builds, the set-up's own first. */
export function allBuilds(context: BuildbotContext): readonly string[] {
	return joined(context.builds, knownBuilds);
}

/** The installation's modes, or those every Metro has. */
export function allModes(context: BuildbotContext): readonly string[] {
	return context.modes.length > 0 ? context.modes : [...knownModes.keys()];
}

/** Extras, the set-up's own first. */
export function allExtras(context: BuildbotContext): readonly string[] {
	return joined(context.extras, knownExtras.keys());
}
