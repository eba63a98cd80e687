/** Answers of `map_build` for what is shown beside the text: each call once, and none after one that does not end. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { Buildbot, MapBuildOutcome } from '../../buildbot/index.ts';
import type { MapBuildRequest } from '../../repository/index.ts';
import { mapBuildCall } from '../../setup/buildbot/buildbotPolicy.ts';

interface Known {
	readonly answers: Map<string, MapBuildOutcome>;
	/** A call has taken all the steps that one may take, and the next ones would as well. */
	isEndless: boolean;
}

const known = memoizeWeak((_: Buildbot): Known => ({ answers: new Map(), isEndless: false }));

/** The answer for a last build. After a call that was stopped, others are answered as stopped, too. */
export function askedMapBuild(buildbot: Buildbot, last: MapBuildRequest): MapBuildOutcome {
	const { answers, isEndless } = known(buildbot);
	const call = mapBuildCall(buildbot, last);
	const key = JSON.stringify(call);
	const before = answers.get(key);
	if (before !== undefined) return before;
	if (isEndless)
		return {
			kind: 'stopped',
			reason: 'not asked, since another call did not end',
			span: { start: 0, end: 0 },
		};
	const answer = buildbot.mapBuild(call);
	answers.set(key, answer);
	if (answer.kind === 'stopped') known(buildbot).isEndless = true;
	return answer;
}
