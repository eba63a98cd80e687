/** The health in one sentence, and a second line of facts. */
import { withCount } from '../base/phrases.ts';
import type { Health } from './model/health.ts';

type Facts = Pick<Health, 'counts' | 'ahead' | 'attention'>;

/** Claims that all is well only if nothing says otherwise. */
export function headlineOf({ counts, attention }: Facts): string {
	const { managed, missing } = counts;
	if (managed === 0) {
		return missing === 0
			? 'The repository holds no subarch yet.'
			: `The repository holds no subarch yet; ${missing === 1 ? 'one is' : `${missing} are`} named in .buildbot.`;
	}
	const needing = counts.outOfRotation + counts.failing + counts.unreadable;
	if (needing > 0)
		return `${needing} of ${withCount(managed, 'subarch', 'subarches')} ${needing === 1 ? 'needs' : 'need'} you.`;
	const others = attention.filter(({ severity }) => severity !== 'info').length;
	if (others > 0)
		return `No subarch is failing; ${others === 1 ? 'one other thing needs' : `${others} other things need`} you.`;
	const old = counts.stale + counts.neverBuilt;
	if (old > 0)
		return `No subarch is failing; ${old} of ${managed} ${old === 1 ? 'waits' : 'wait'} for a build.`;
	return managed === 1 ? 'The one subarch is well.' : `All ${managed} subarches are well.`;
}

export function summaryLine({ counts, ahead }: Facts): string {
	const parts: readonly (readonly [number, string])[] = [
		[counts.fresh, 'fresh'],
		[counts.stale, 'stale'],
		[counts.failing, 'failing'],
		[counts.outOfRotation, 'out of rotation'],
		[counts.neverBuilt, 'never built'],
		[counts.unreadable, 'unreadable'],
		[counts.buildingNow, 'building now'],
		[counts.remote, 'remote'],
		[counts.missing, 'without a directory'],
	];
	const next = ahead.find(({ since }) => since === undefined);
	return [
		...parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`),
		...(next === undefined ? [] : [`next: ${next.build}/${next.arch}/${next.subarch}`]),
	].join(', ');
}
