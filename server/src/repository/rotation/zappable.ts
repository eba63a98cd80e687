/** The list of `zap`. */
import { countOf, type Subarch } from '../model.ts';

/** Subarches that are built here with a failcount to remove: one above zero, or an unreadable one. */
export function zappable(subarches: readonly Subarch[]): readonly Subarch[] {
	return subarches.filter((subarch) => subarch.local && countOf(subarch) !== 0);
}
