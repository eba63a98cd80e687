/** What a plan of `buildrepo clean` removes and keeps, as numbers and in words. */
import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { CleanPlan } from '../../../server/src/protocol/events.ts';
import { numberText, plural } from '../ui/numberText.ts';

/** What goes or stays, counted. */
export interface CleanTally {
	readonly builds: number;
	readonly snapshots: number;
	/** Disk use of those whose size is known. */
	readonly bytes: number;
	/** How many are of unknown size. */
	readonly unmeasured: number;
}

type Countable = Pick<CleanPlan['items'][number], 'bytes'> & { readonly kind: string };

/** Counts items of a plan, or reports of its run. Other kinds than builds and snapshots are not counted. */
export function tallyOf(items: readonly Countable[]): CleanTally {
	const counting = items.filter(({ kind }) => kind === 'build' || kind === 'snapshot');
	return {
		builds: counting.filter(({ kind }) => kind === 'build').length,
		snapshots: counting.filter(({ kind }) => kind === 'snapshot').length,
		bytes: counting.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
		unmeasured: counting.filter(({ bytes }) => bytes === undefined).length,
	};
}

/** What the plan removes; its run reports each of these once. */
export function goingOf({ items }: Pick<CleanPlan, 'items'>): CleanTally {
	return tallyOf(items.filter(({ action }) => action === 'remove'));
}

/** What the plan keeps. */
export function stayingOf({ items }: Pick<CleanPlan, 'items'>): CleanTally {
	return tallyOf(items.filter(({ action }) => action === 'keep'));
}

/** `12 builds and 1 snapshot`; `nothing`. */
export function tallyText({ builds, snapshots }: CleanTally): string {
	const ofBuilds = plural(builds, l10n.t('1 build'), l10n.t('{0} builds', numberText(builds)));
	const ofSnapshots = plural(snapshots, l10n.t('1 snapshot'), l10n.t('{0} snapshots', numberText(snapshots)));
	if (builds === 0 && snapshots === 0) return l10n.t('nothing');
	if (builds === 0) return ofSnapshots;
	return snapshots === 0 ? ofBuilds : l10n.t('{0} and {1}', ofBuilds, ofSnapshots);
}

/** `12.3 GiB`; `at least 12.3 GiB` where not all could be measured. */
export function tallySize({ builds, snapshots, bytes, unmeasured }: CleanTally): string {
	if (unmeasured === 0) return sizeText(bytes);
	return unmeasured === builds + snapshots ? l10n.t('unknown size') : l10n.t('at least {0}', sizeText(bytes));
}
