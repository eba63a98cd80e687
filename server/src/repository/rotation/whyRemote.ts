/** Why a subarch is kept here but not built here. */
import type { SubarchPlace } from '../model.ts';
import { type RepositoryPolicy, subarchesBuiltHere } from '../policy.ts';

type LocalNames = Pick<RepositoryPolicy, 'builds' | 'arches' | 'subarches' | 'share'>;

/** Its names that the lists of what is built here lack, each with those lists; none if the subarch is built here. */
function missingNames(
	{ build, arch, subarch }: SubarchPlace,
	policy: LocalNames,
): readonly { readonly name: string; readonly list: 'builds' | 'arches' | 'subarches' }[] {
	const names = { builds: build, arches: arch, subarches: subarch } as const;
	const here = { ...policy, subarches: subarchesBuiltHere(policy, build) };
	return (['builds', 'arches', 'subarches'] as const)
		.filter((list) => !here[list].includes(names[list]))
		.map((list) => ({ name: names[list], list }));
}

/** True if it is unknown whether the subarch is built here: the answer of `get_subarches` for its build is of no use. */
export function isUnknownWhetherHere(
	{ build }: Pick<SubarchPlace, 'build'>,
	{ share }: Pick<LocalNames, 'share'>,
): boolean {
	return share?.unknown !== undefined && !share.subarches.has(build);
}

/** `.buildbot names far only in all_subarches`, for a subarch that is not built here, or that may not be. */
export function whyRemote(place: SubarchPlace, policy: LocalNames): string {
	const { share } = policy;
	if (share !== undefined) {
		if (share.unknown !== undefined && isUnknownWhetherHere(place, policy)) return share.unknown;
		return `get_subarches does not name ${place.subarch} for ${place.build} on ${share.host}`;
	}
	const parts = missingNames(place, policy).map(({ name, list }) => `${name} only in all_${list}`);
	const last = parts.at(-1) ?? '';
	return `.buildbot names ${parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}`;
}

/** What to do so that the subarch is built here: `add far to subarches`. */
export function howToBuildHere(place: SubarchPlace, policy: LocalNames): string {
	if (policy.share !== undefined) return `have get_subarches name it for ${policy.share.host}`;
	const missing = missingNames(place, policy).map(({ name, list }) => `${name} to ${list}`);
	return `add ${missing.join(', and ')}`;
}
