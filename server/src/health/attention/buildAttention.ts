/** Builds that need somebody: several that failed alike, and those that take too long. */
import { spanText } from '../../base/phrases.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { ExpectedBuild } from '../model/expectedBuild.ts';
import type { FailureGroup } from '../model/failureGroup.ts';

export function failureAttention(failures: readonly FailureGroup[]): readonly AttentionItem[] {
	return failures
		.filter(({ subarches }) => subarches.length > 1)
		.map(({ ebuild, phase, subarches }) => ({
			kind: 'same-failure',
			severity: 'error',
			title: ebuild,
			detail: `${subarches.length} subarches fail at the same package${phase === undefined ? '' : `, in its ${phase} phase`}.`,
			subarches,
			actions: ['open-log', 'zap', 'show-row'],
		}));
}

/** A build that takes half as long again as usual, and at least this much longer, in milliseconds, is overdue. */
const leastDelay = 10 * 60_000;

export function overdueBuilds(ahead: readonly ExpectedBuild[], at: number): readonly AttentionItem[] {
	return ahead.flatMap(({ build, arch, subarch, since, takes }) => {
		if (since === undefined || since === 0 || takes === undefined) return [];
		const length = at - since;
		if (length < Math.max(1.5 * takes, takes + leastDelay)) return [];
		return [
			{
				kind: 'overdue-build',
				severity: 'warning',
				title: subarch,
				detail: `Has been building for ${spanText(length)}; usually it takes ${spanText(takes)}.`,
				subarches: [{ build, arch, subarch }],
				actions: ['follow-log', 'stop', 'show-row'],
			} as const,
		];
	});
}
