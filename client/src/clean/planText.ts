/** The plan of Clean as a text to be reviewed: the totals first, then what goes and what stays, grouped by the reason. */

import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { CleanPlan, PlanItem, PlanReason } from '../../../server/src/protocol/index.ts';
import { placeInMirror } from '../setups/placeInMirror.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { visibleText } from '../ui/visibleText.ts';
import { goingOf, stayingOf, tallyOf, tallySize, tallyText } from './cleanPlan.ts';

/** In the order of the text. */
const reasons: Readonly<Record<PlanReason, string>> = {
	superseded: l10n.t('more recent ones are kept'),
	abandoned: l10n.t('incomplete and stale'),
	interrupted: l10n.t('an earlier removal was cut short'),
	mounted: l10n.t('would go, but something is mounted there'),
	needed: l10n.t('would go, but something that stays leads to it'),
	'mount-unknown': l10n.t('would go, but whether something is mounted there is unknown'),
	locked: l10n.t('would go, but a build is in progress in the subarch, or may be'),
	seed: l10n.t('would go, but the next build starts from there'),
	'seed-unknown': l10n.t('would go, but which build the next one starts from is unknown'),
	'held-back': l10n.t('would go, but is held back'),
	'latest-day': l10n.t('incomplete, and from the day of the latest complete build'),
	building: l10n.t('incomplete, and its subarch is being built now'),
	young: l10n.t('incomplete, but not stale'),
	recent: l10n.t('among the most recent'),
	stranger: l10n.t('not build directories'),
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
	const totals: readonly (readonly [string, string])[] = [
		...(mirror === undefined ? [] : [[l10n.t('Repository:'), visibleText(mirror)] as const]),
		[l10n.t('Remove:'), `${tallyText(going)}, ${tallySize(going)}`],
		[l10n.t('Keep:'), tallyText(stayingOf(plan))],
		...(strangers === 0 ? [] : [[l10n.t('Ignore:'), entriesText(strangers)] as const]),
	];
	const width = Math.max(12, ...totals.map(([label]) => label.length + 1));
	const lines = [
		...totals.map(([label, value]) => `${label.padEnd(width)}${value}`),
		...groupsOf(plan.items).flatMap((items) => ['', titleOf(items), ...rowsOf(items, mirror)]),
	];
	return `${lines.join('\n')}\n`;
}

function entriesText(count: number): string {
	return plural(count, l10n.t('1 entry'), l10n.t('{0} entries', numberText(count)));
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
	if (kind === 'stranger') return l10n.t('Ignore {0}: {1}', entriesText(items.length), why);
	const tally = tallyOf(items);
	return action === 'remove'
		? l10n.t('Remove {0}, {1}: {2}', tallyText(tally), tallySize(tally), why)
		: l10n.t('Keep {0}: {1}', tallyText(tally), why);
}

/** One indented line for each item, sorted by path; with its size where it goes. */
function rowsOf(items: Group, mirror: string | undefined): string[] {
	const place = (path: string): string =>
		(mirror === undefined ? undefined : placeInMirror(path, mirror)) ?? path;
	return [...items]
		.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))
		.map(({ action, path, bytes, unnamed }) => {
			const size =
				action === 'keep' ? '' : (bytes === undefined ? l10n.t('unknown') : sizeText(bytes)).padStart(10);
			const note = unnamed ? `  ${l10n.t('(stays as well, though the script does not name it)')}` : '';
			return `  ${size === '' ? '' : `${size}  `}${visibleText(place(path))}${note}`;
		});
}
