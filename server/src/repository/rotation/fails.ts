/** The order of `fails`, and the lists of `empties` and `zap`. */
import { countOf, type Subarch, whyBuildsUnknown } from '../model.ts';

/**
 * All subarches as `fails` lists them: those whose failcount cannot be read; then the highest failcount first, equal ones
 * in reverse order of `.buildbot`, as Metro's database happens to find them; then those that never failed, in order.
 */
export function failsOrder(subarches: readonly Subarch[]): readonly Subarch[] {
	const unreadable = subarches.filter((subarch) => countOf(subarch) === undefined);
	const failed = subarches.filter((subarch) => (countOf(subarch) ?? 0) > 0);
	const good = subarches.filter((subarch) => countOf(subarch) === 0);
	const highestFirst = failed.toReversed().sort((a, b) => (countOf(b) ?? 0) - (countOf(a) ?? 0));
	return [...unreadable, ...highestFirst, ...good];
}

/** Subarches that are built here without a complete build. */
export function neverBuilt(subarches: readonly Subarch[]): readonly Subarch[] {
	return subarches.filter(
		(subarch) => subarch.local && subarch.latest === undefined && whyBuildsUnknown(subarch) === undefined,
	);
}

/** Subarches that are built here with a failcount to remove: one above zero, or an unreadable one. */
export function zappable(subarches: readonly Subarch[]): readonly Subarch[] {
	return subarches.filter((subarch) => subarch.local && countOf(subarch) !== 0);
}
