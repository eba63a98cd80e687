/** Compares a plan with the one that was reviewed, and tells what came of each item. */
import type { CleanPlan } from '../../../server/src/protocol/index.ts';
import type { Report } from '../buildrepo/eventReader.ts';
import type { CleanOutcome } from './cleanMessages.ts';
import { planReasons } from './planReasons.ts';

/**
 * Whether a plan removes what the user has left ticked: then the number of items that stay although they are ticked, because what is
 * held back leads to them. `other`: it differs in something else.
 */
export function planMatch(
	reviewed: Pick<CleanPlan, 'items'>,
	held: readonly string[],
	plan: Pick<CleanPlan, 'items'>,
): number | 'other' {
	const stays = new Set(held);
	const wanted = new Set(
		reviewed.items
			.filter(
				({ action, reason, path }) => (action === 'remove' || reason === 'held-back') && !stays.has(path),
			)
			.map(({ path }) => path),
	);
	let needed = 0;
	for (const { action, reason, path } of plan.items) {
		if (action === 'remove') {
			if (!wanted.delete(path)) return 'other';
		} else if (wanted.delete(path)) {
			if (reason !== 'needed') return 'other';
			needed++;
		}
	}
	return wanted.size === 0 ? needed : 'other';
}

/** What a run reported of builds and snapshots, and what of its plan the user had held back; each with its reason. */
export function outcomesOf(report: Report, { items }: Pick<CleanPlan, 'items'>): readonly CleanOutcome[] {
	const planned = new Map(items.map(({ path, reason }) => [path, planReasons[reason]]));
	const reasonOf = (path: string): { readonly reason?: string } => {
		const reason = planned.get(path);
		return reason === undefined ? {} : { reason };
	};
	const held = items.flatMap(({ path, reason, bytes }): readonly CleanOutcome[] =>
		reason === 'held-back'
			? [{ path, kind: 'held', ...(bytes !== undefined && { bytes }), ...reasonOf(path) }]
			: [],
	);
	const reported = report.events.flatMap((event): readonly CleanOutcome[] => {
		switch (event.event) {
			case 'removed':
				return [
					{
						path: event.path,
						kind: 'removed',
						...(event.bytes !== undefined && { bytes: event.bytes }),
						...reasonOf(event.path),
					},
				];
			case 'gone':
				return [{ path: event.path, kind: 'gone', ...reasonOf(event.path) }];
			case 'kept':
				return [
					{
						path: event.path,
						kind: 'kept',
						reason: event.reason,
						...(event.bytes !== undefined && { bytes: event.bytes }),
					},
				];
			default:
				return [];
		}
	});
	return [...reported, ...held];
}
