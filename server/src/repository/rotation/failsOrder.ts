/**
 * The order of `fails`.
 * Metro: `fails` in scripts/buildrepo (funtoo/metro dcfe269 and a728df2).
 */
import { countOf, type Subarch } from '../model.ts';

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
