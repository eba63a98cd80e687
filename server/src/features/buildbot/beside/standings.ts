/** How the subarches of a repository stand now, by their names: what is shown beside those names in `.buildbot`. */
import { type CivilTime, toCivil } from '../../../base/civilTime.ts';
import { append } from '../../../base/collections.ts';
import { memoizeWeak } from '../../../base/memoize.ts';
import type { CountedSubarch } from '../../../health/subarchCounts.ts';
import { statusOf } from '../../../health/subarchState.ts';
import { type RotationStatus, rotationStatuses, type Subarch } from '../../../repository/index.ts';
import type { ScannedSetup } from '../../../setup/buildbot/buildbotContext.ts';

/** One subarch of the repository: of one build and arch. */
export interface Standing extends CountedSubarch {
	readonly subarch: Subarch;
	readonly rotation: RotationStatus;
}

export interface Standings {
	readonly now: CivilTime;
	readonly all: readonly Standing[];
	readonly ofBuild: ReadonlyMap<string, readonly Standing[]>;
	readonly ofArch: ReadonlyMap<string, readonly Standing[]>;
	readonly ofSubarch: ReadonlyMap<string, readonly Standing[]>;
}

/** Milliseconds for which standings of an unchanged repository are good: builds are counted in days. */
const goodFor = 60_000;

const kept = memoizeWeak((_: ScannedSetup): { moment: number; standings?: Standings } => ({ moment: 0 }));

/** The standings at a moment (milliseconds since the epoch), to the minute. */
export function standingsOf(scanned: ScannedSetup, moment: number): Standings {
	const last = kept(scanned);
	if (last.standings !== undefined && Math.abs(moment - last.moment) < goodFor) return last.standings;
	last.moment = moment;
	last.standings = standingsAt(scanned, toCivil(moment));
	return last.standings;
}

function standingsAt({ repository: { subarches }, policy }: ScannedSetup, now: CivilTime): Standings {
	const ofBuild = new Map<string, Standing[]>();
	const ofArch = new Map<string, Standing[]>();
	const ofSubarch = new Map<string, Standing[]>();
	const all: Standing[] = [];
	for (const [subarch, rotation] of rotationStatuses(subarches, policy, now)) {
		const { local } = subarch;
		const standing = { subarch, local, state: statusOf(subarch, policy, now), rotation };
		all.push(standing);
		append(ofBuild, subarch.build, standing);
		append(ofArch, subarch.arch, standing);
		append(ofSubarch, subarch.subarch, standing);
	}
	return { now, all, ofBuild, ofArch, ofSubarch };
}
