/** What a run of builds has tried, so that it tries nothing twice, and what it says about that at its end. */
import { toCivil } from '../../base/civilTime.ts';
import { countOf, rotationPhrase, rotationStatuses, type Subarch } from '../../repository/index.ts';
import type { Session } from '../session.ts';

/** `elsewhere`: Metro refused, since a build was in progress that had no claim. */
export type TriedEnd = 'built' | 'failed' | 'elsewhere';

export interface TriedBuilds {
	/** How each ended, by the directory of the subarch. */
	readonly ends: ReadonlyMap<string, TriedEnd>;
	add(subarch: Subarch, end: TriedEnd): void;
	/** False for what this run has tried, and for what has failed since it began: another run has tried that meanwhile. */
	isWanted(subarch: Subarch): boolean;
}

/** @param atStart the subarches as they were when the run began */
export function createTriedBuilds(atStart: readonly Subarch[]): TriedBuilds {
	const ends = new Map<string, TriedEnd>();
	const counts = new Map(atStart.map((subarch) => [subarch.path, countOf(subarch)]));
	return {
		ends,
		add: ({ path }, end) => void ends.set(path, end),
		isWanted(subarch) {
			const { path } = subarch;
			const count = countOf(subarch);
			const before = counts.get(path) ?? count;
			counts.set(path, before);
			return !ends.has(path) && (count === undefined || before === undefined || count <= before);
		},
	};
}

/** What a run that has nothing left to build leaves to the next one. */
export interface LeftBuilds {
	/** A line for each subarch that failed, or is due though it was tried. */
	readonly lines: readonly string[];
	/** Some of them are due. */
	readonly areDue: boolean;
}

export async function leftBuilds(session: Session, tried: TriedBuilds): Promise<LeftBuilds> {
	const { repository, policy } = await session.scan();
	const now = toCivil(session.clock.now());
	const local = repository.subarches.filter((subarch) => subarch.local);
	const left = [...rotationStatuses(local, policy, now)].flatMap(([subarch, status]) => {
		const isDue = status.kind === 'due';
		const what = whatHappened(subarch, isDue, tried);
		if (what === undefined) return [];
		const { build, arch, subarch: name } = subarch;
		const count = countOf(subarch);
		const often = count === undefined ? '' : ` (failcount ${count} of ${policy.maxFailcount})`;
		const next = isDue ? 'the next run tries it again' : rotationPhrase(status, subarch, policy, now);
		return [{ isDue, line: `${build}/${arch}/${name} ${what}${often}: ${next}` }];
	});
	return { lines: left.map(({ line }) => line), areDue: left.some(({ isDue }) => isDue) };
}

function whatHappened(subarch: Subarch, isDue: boolean, { ends, isWanted }: TriedBuilds): string | undefined {
	const end = ends.get(subarch.path);
	if (end === 'failed') return 'failed in this run';
	if (!isDue || isWanted(subarch)) return undefined;
	if (end === 'built') return 'was built in this run and is due all the same';
	return end === 'elsewhere' ? 'was being built by somebody else' : 'failed in another run meanwhile';
}
