/** The names that an edit of `.buildbot` can be about: what the text has, and what lies in the mirror and the installation besides. */
import { append } from '../../../base/collections.ts';
import type { Work } from '../../../base/work.ts';
import { builtHere, evaluateBuildbotWork, readBuildbotWork } from '../../../buildbot/index.ts';
import type { BuildbotNames, NameOffer } from '../../../protocol/index.ts';
import type { MirrorPlaces } from '../../../repository/index.ts';
import { knowledgeOf } from '../../../setup/buildbot/buildbotContext.ts';
import { buildbotContextIn, type SetupSnapshot } from '../../../setup/setupSnapshot.ts';

/** More names than anyone looks through. */
const mostNames = 5000;
/** At most this many places of a name. */
const mostPlaces = 4;

/**
 * @param text of the set-up's `.buildbot`, as it is in the editor
 * @param present `undefined`: there is no mirror
 */
export function* namesAnswerWork(
	snapshot: SetupSnapshot,
	text: string,
	present: MirrorPlaces | undefined,
): Work<BuildbotNames> {
	const { rules } = snapshot.setup;
	const buildbot = yield* evaluateBuildbotWork(yield* readBuildbotWork(text), { rules, isBrief: true });
	const { builds, arches, subarches, allBuilds, allArches, allSubarches } = buildbot.settings;
	const here = new Set(builds.flatMap(({ name }) => builtHere(buildbot, name) ?? []));
	const kept = allSubarches.map(({ name }) => name);
	const own = {
		builds: [...builds, ...allBuilds],
		arches: [...arches, ...allArches],
		subarches: [...subarches, ...allSubarches],
	};
	const context = buildbotContextIn(snapshot);
	const known = {
		builds: context.builds,
		arches: context.arches,
		subarches: context.subarches.map(({ name }) => name),
	};
	const parts = { builds: 'build', arches: 'arch', subarches: 'subarch' } as const;
	const archOf = knowledgeOf(context).subarches;
	const more = (['builds', 'arches', 'subarches'] as const).flatMap((holds): NameOffer[] => {
		const has = new Set(own[holds].map(({ name }) => name));
		const places = new Map<string, string[]>();
		for (const place of present?.places ?? [])
			append(places, place[parts[holds]], `${place.build}/${place.arch}/${place.subarch}`);
		const names = new Set([...places.keys(), ...known[holds]]);
		return [...names]
			.filter((name) => !has.has(name))
			.slice(0, mostNames)
			.map((name) => {
				const arch = holds === 'subarches' ? archOf.get(name)?.arch : undefined;
				return {
					holds,
					name,
					places: (places.get(name) ?? []).slice(0, mostPlaces),
					...(arch !== undefined && { arch }),
				};
			});
	});
	const unknown = present === undefined ? undefined : whyIncomplete(present);
	return {
		local: kept.filter((name) => here.has(name)).slice(0, mostNames),
		remote: kept.filter((name) => !here.has(name)).slice(0, mostNames),
		more,
		...(unknown !== undefined && { unknown }),
	};
}

/** Why not all of a mirror is known, as a sentence; `undefined`: all is. */
export function whyIncomplete({ unread: [first, ...others], isCut }: MirrorPlaces): string | undefined {
	if (first !== undefined) return others.length === 0 ? first : `${first}, and ${others.length} more`;
	return isCut ? 'The mirror has more directories than were looked at.' : undefined;
}
