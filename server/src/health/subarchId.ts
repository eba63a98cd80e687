/** How subarches are named across the tree, the Health page and the history. */
import type { Repository, Subarch } from '../repository/index.ts';
import type { SubarchId } from './model/subarch.ts';

/** Ids are paths below the mirror, so that they stay the same in every scan. */
export function rowIdOf(repository: Pick<Repository, 'mirror'>, path: string): string {
	return path.slice(repository.mirror.length + 1);
}

export function idOf({ build, arch, subarch }: Subarch): SubarchId {
	return { build, arch, subarch };
}
