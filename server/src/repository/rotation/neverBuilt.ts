/** The list of `empties`. */
import { type Subarch, whyBuildsUnknown } from '../model.ts';

/** Subarches that are built here without a complete build. */
export function neverBuilt(subarches: readonly Subarch[]): readonly Subarch[] {
	return subarches.filter(
		(subarch) => subarch.local && subarch.latest === undefined && whyBuildsUnknown(subarch) === undefined,
	);
}
