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
	const names = (items: typeof builds): readonly string[] => [
		...new Set(items.slice(0, mostNames).map(({ name }) => name)),
	];
	return {
		builds: names(builds),
		arches: names(arches),
		subarches: names(subarches),
		takesArch: buildbot.rules.isLater,
		...(trial !== undefined && {
			text: answerText(buildbot.mapBuild(mapBuildCall(buildbot, { ...trial, fullDate: trial.fullDate }))),
		}),
	};
}
