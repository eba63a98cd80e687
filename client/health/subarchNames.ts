/** Finds and names subarches. */
import { oneLine } from '../../server/src/base/visible.ts';
import type { SubarchHealth, SubarchId } from '../../server/src/protocol/health.ts';

/** The id of its row; `undefined`: it has none, or none any more. */
export function rowOf(
	subarches: readonly SubarchHealth[],
	{ build, arch, subarch }: SubarchId,
): string | undefined {
	return subarches.find((one) => one.build === build && one.arch === arch && one.subarch === subarch)?.row;
}

/** `subarch (build)`. */
export function subarchName({ subarch, build }: SubarchId): string {
	return oneLine(`${subarch} (${build})`);
}
