/** Asks the `map_build` of a text, saved or not, about any last build. */
import type { Work } from '../../base/work.ts';
import type { MapBuildTrial, TriedMapBuild } from '../../protocol/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { mapBuildCall } from '../../setup/buildbot/buildbotPolicy.ts';
import type { DocumentView } from '../documentView.ts';
import { answerText } from './answerText.ts';
import { evaluationWork } from './buildbotDocument.ts';

/** More names than anyone looks through. */
const mostNames = 5000;

/** @param trial `undefined`: only the names are wanted */
export function* tryMapBuildWork(
	document: DocumentView,
	context: BuildbotContext,
	trial: MapBuildTrial | undefined,
): Work<TriedMapBuild> {
	const buildbot = yield* evaluationWork(document, context);
	const { builds, arches, subarches } = buildbot.settings;
	// Since December 2020 only get_subarches may name the subarches, for each host others.
	const present = context.scanned?.repository.subarches ?? [];
	const names = (items: typeof builds, part: 'build' | 'arch' | 'subarch'): readonly string[] => {
		const all = items.length > 0 ? items.map(({ name }) => name) : present.map((one) => one[part]);
		return [...new Set(all)].slice(0, mostNames);
	};
	return {
		builds: names(builds, 'build'),
		arches: names(arches, 'arch'),
		subarches: names(subarches, 'subarch'),
		takesArch: buildbot.rules.isLater,
		...(trial !== undefined && {
			text: answerText(buildbot.mapBuild(mapBuildCall(buildbot, { ...trial, fullDate: trial.fullDate }))),
		}),
	};
}
