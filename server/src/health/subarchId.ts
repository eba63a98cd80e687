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

/** The subarch of a name below the mirror; `undefined` if it is something else's. */
export function idOfName(name: string): SubarchId | undefined {
	const [build, arch, subarch, ...more] = name.split('/');
	if (build === undefined || arch === undefined || subarch === undefined || more.length > 0) return undefined;
	return { build, arch, subarch };
}
