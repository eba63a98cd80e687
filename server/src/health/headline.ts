/** The health in one sentence, and a second line of facts. */
import { withCount } from '../base/phrases.ts';
import type { AttentionItem } from './model/attention.ts';
import type { Health } from './model/health.ts';
import { wordOfState } from './subarchCounts.ts';

type Facts = Pick<Health, 'counts' | 'ahead' | 'attention'>;

/** What these items are about is in the number of subarches. */
const ofSubarches: ReadonlySet<AttentionItem['kind']> = new Set([
	'same-failure',
	'out-of-rotation',
	'unreadable',
	'failing',
]);

/** Claims that all is well only if nothing says otherwise. */
export function headlineOf({ counts, attention }: Facts): string {
	const { managed, missing } = counts;
	if (managed === 0) {
		return missing === 0
			? 'The repository holds no subarch yet.'
			: `The repository holds no subarch yet; ${missing === 1 ? 'one is' : `${missing} are`} named in .buildbot.`;
	}
	const needing = counts.outOfRotation + counts.failing + counts.unreadable;
	const others = attention.filter(
		({ kind, severity }) => severity !== 'info' && !ofSubarches.has(kind),
	).length;
	if (needing > 0) {
		const more =
			others === 0 ? '' : `, and so ${others === 1 ? 'does one other item' : `do ${others} other items`}`;
		return `${needing} of ${withCount(managed, 'subarch', 'subarches')} ${needing === 1 ? 'needs' : 'need'} attention${more}.`;
	}
	if (others > 0)
		return `No subarch is failing, but ${others === 1 ? 'one other item needs' : `${others} other items need`} attention.`;
	const old = counts.stale + counts.neverBuilt;
	if (old > 0)
		return `No subarch is failing; ${old} of ${managed} ${old === 1 ? 'waits' : 'wait'} for a build.`;
	return managed === 1 ? 'The one subarch is well.' : `All ${managed} subarches are well.`;
}

export function summaryLine({ counts, ahead }: Facts): string {
	const parts: readonly (readonly [number, string])[] = [
		[counts.fresh, wordOfState.fresh],
		[counts.stale, wordOfState.stale],
		[counts.failing, wordOfState.failing],
		[counts.outOfRotation, wordOfState['out-of-rotation']],
		[counts.neverBuilt, wordOfState['never-built']],
		[counts.unreadable, wordOfState.unreadable],
		[counts.buildingNow, `${wordOfState.running} now`],
		[counts.remote, wordOfState.remote],
		[counts.missing, 'without a directory'],
	];
	const next = ahead.find(({ since }) => since === undefined);
	return [
		...parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`),
		...(next === undefined ? [] : [`next: ${next.build}/${next.arch}/${next.subarch}`]),
	].join(', ');
}
