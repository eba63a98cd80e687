/** The plan of Clean as a text to be reviewed: the totals first, then what goes and what stays, grouped by the reason. */

import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { CleanPlan, PlanItem, PlanReason } from '../../../server/src/protocol/index.ts';
import { placeInMirror } from '../setups/placeInMirror.ts';
import { counted } from '../ui/message.ts';
import { visibleText } from '../ui/visibleText.ts';
import { goingOf, stayingOf, tallyOf, tallySize, tallyText } from './cleanPlan.ts';

/** In the order of the text. */
const reasons: Readonly<Record<PlanReason, string>> = {
	superseded: 'more recent ones are kept',
	abandoned: 'incomplete and stale',
	interrupted: 'an earlier removal was cut short',
	mounted: 'would go, but something is mounted there',
	needed: 'would go, but something that stays leads to it',
	'mount-unknown': 'would go, but whether something is mounted there is unknown',
	locked: 'would go, but a build is in progress in the subarch, or may be',
	seed: 'would go, but the next build starts from there',
	'seed-unknown': 'would go, but which build the next one starts from is unknown',
	'latest-day': 'incomplete, and from the day of the latest complete build',
	building: 'incomplete, and its subarch is being built now',
	young: 'incomplete, but not stale',
	recent: 'among the most recent',
	stranger: 'not build directories',
};

const order = {
	action: ['remove', 'keep'],
	kind: ['build', 'snapshot', 'stranger'],
	reason: Object.keys(reasons) as PlanReason[],
} as const;

/** @param mirror the repository; paths are shown from there */
export function planText(plan: Pick<CleanPlan, 'items'>, mirror: string | undefined): string {
	const going = goingOf(plan);
	const strangers = plan.items.filter(({ kind }) => kind === 'stranger').length;
	const lines = [
		...(mirror === undefined ? [] : [`Repository: ${visibleText(mirror)}`]),
		`Remove:     ${tallyText(going)}, ${tallySize(going)}`,
		`Keep:       ${tallyText(stayingOf(plan))}`,
		...(strangers === 0 ? [] : [`Ignore:     ${counted(strangers, 'entry', 'entries')}`]),
		...groupsOf(plan.items).flatMap((items) => ['', titleOf(items), ...rowsOf(items, mirror)]),
	];
	return `${lines.join('\n')}\n`;
}

type Group = readonly [PlanItem, ...PlanItem[]];

/** Items of one action, kind and reason together. */
function groupsOf(items: readonly PlanItem[]): readonly Group[] {
	const groups = new Map<string, [PlanItem, ...PlanItem[]]>();
	for (const item of items) {
		const key = JSON.stringify([item.action, item.kind, item.reason]);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [item]);
		else group.push(item);
	}
	const rank = ([{ action, kind, reason }]: Group): number =>
		(order.action.indexOf(action) * order.kind.length + order.kind.indexOf(kind)) * order.reason.length +
		order.reason.indexOf(reason);
	return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

function titleOf(items: Group): string {
	const [{ action, kind, reason }] = items;
	const why = reasons[reason];
	if (kind === 'stranger') return `Ignore ${counted(items.length, 'entry', 'entries')}: ${why}`;
	const tally = tallyOf(items);
	return action === 'remove'
		? `Remove ${tallyText(tally)}, ${tallySize(tally)}: ${why}`
		: `Keep ${tallyText(tally)}: ${why}`;
}

/** One indented line for each item, sorted by path; with its size where it goes. */
function rowsOf(items: Group, mirror: string | undefined): string[] {
	const place = (path: string): string =>
		(mirror === undefined ? undefined : placeInMirror(path, mirror)) ?? path;
	return [...items]
		.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))
		.map(({ action, path, bytes, unnamed }) => {
			const size = action === 'keep' ? '' : (bytes === undefined ? 'unknown' : sizeText(bytes)).padStart(10);
			const note = unnamed ? '  (stays as well, though the script does not name it)' : '';
			return `  ${size === '' ? '' : `${size}  `}${visibleText(place(path))}${note}`;
		});
}
