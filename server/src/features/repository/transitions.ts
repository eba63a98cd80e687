/** What became of subarches between two readings of a repository, for those who want to be told. */

import { rowIdOf } from '../../health/subarchId.ts';
import type { Transition } from '../../protocol/index.ts';
import { countOf, type Repository, type RepositoryPolicy, type Subarch } from '../../repository/index.ts';
import type { KnownFailures } from './failures.ts';

/** What is remembered of a subarch. */
interface Seen {
	/** The last failcount that could be read. */
	readonly count: number;
	/** The latest complete build. */
	readonly latest: string | undefined;
}

/** The subarches of one reading, by their paths. */
export type SeenSubarches = ReadonlyMap<string, Seen>;

/** What of a reading is compared with the next one. A failcount that cannot be read now stays as it was known. */
export function seenIn({ subarches }: Repository, before: SeenSubarches | undefined): SeenSubarches {
	return new Map(
		subarches.flatMap((subarch) => {
			const count = countOf(subarch) ?? before?.get(subarch.path)?.count;
			return count === undefined ? [] : [[subarch.path, { count, latest: subarch.latest?.name }] as const];
		}),
	);
}

/**
 * Newly failing, out of rotation, or recovered by a build; a failcount that was zapped is none of these. Nothing is told of a subarch
 * that was not there before.
 */
export async function transitionsBetween(
	before: SeenSubarches,
	repository: Repository,
	policy: RepositoryPolicy,
	failures: KnownFailures,
): Promise<readonly Transition[]> {
	const found: Transition[] = [];
	for (const subarch of repository.subarches) {
		const kind = kindOf(before.get(subarch.path), subarch, policy);
		if (kind === undefined) continue;
		const failure = kind === 'recovered' ? undefined : (await failures.of(subarch))?.failure;
		found.push({
			kind,
			rowId: rowIdOf(repository, subarch.path),
			name: `${subarch.build} / ${subarch.arch} / ${subarch.subarch}`,
			path: subarch.path,
			...(failure !== undefined && { failure: `${failure.name} (${failure.phase})` }),
		});
	}
	return found;
}

function kindOf(
	before: Seen | undefined,
	subarch: Subarch,
	{ maxFailcount }: RepositoryPolicy,
): Transition['kind'] | undefined {
	const count = countOf(subarch);
	if (before === undefined || count === undefined) return undefined;
	if (count === 0)
		return before.count > 0 && subarch.latest?.name !== before.latest ? 'recovered' : undefined;
	if (subarch.local && count >= maxFailcount && before.count < maxFailcount) return 'out-of-rotation';
	return before.count === 0 ? 'failing' : undefined;
}
