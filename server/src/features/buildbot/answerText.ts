/** What `map_build` answers, in words. */
import { errorText, isUnforeseeable, type MapBuildOutcome } from '../../buildbot/index.ts';

/** `full + docker`, or why there is no target. */
export function answerText(outcome: MapBuildOutcome): string {
	switch (outcome.kind) {
		case 'ok':
			return [outcome.target === '' ? '(empty)' : outcome.target, ...outcome.extras].join(' + ');
		case 'unusable':
			return `unusable: ${outcome.reason}`;
		case 'error':
			return errorText(outcome.error);
		case 'dynamic':
			return isUnforeseeable(outcome.dynamic)
				? `cannot be foreseen: depends on ${outcome.dynamic.what}`
				: `depends on ${outcome.dynamic.what}`;
		default:
			return `no answer: ${outcome.reason}`;
	}
}
