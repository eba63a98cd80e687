/** Why a subarch is kept here but not built here. */
import type { SubarchPlace } from '../model.ts';
import type { RepositoryPolicy } from '../policy.ts';

type LocalNames = Pick<RepositoryPolicy, 'builds' | 'arches' | 'subarches'>;

/** Its names that the lists of what is built here lack, each with those lists; none if the subarch is built here. */
export function missingNames(
	{ build, arch, subarch }: SubarchPlace,
	policy: LocalNames,
): readonly { readonly name: string; readonly list: 'builds' | 'arches' | 'subarches' }[] {
	const names = { builds: build, arches: arch, subarches: subarch } as const;
	return (['builds', 'arches', 'subarches'] as const)
		.filter((list) => !policy[list].includes(names[list]))
		.map((list) => ({ name: names[list], list }));
}

/** `.buildbot names far only in all_subarches`, for a subarch that is not built here. */
export function whyRemote(place: SubarchPlace, policy: LocalNames): string {
	const parts = missingNames(place, policy).map(({ name, list }) => `${name} only in all_${list}`);
	const last = parts.at(-1) ?? '';
	return `.buildbot names ${parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}`;
}
