/** The totals of a plan of `buildrepo clean` and of its run, as numbers and in words. */

import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { CleanPlan } from '../../../server/src/protocol/index.ts';
import { eventsOf, type Report } from '../buildrepo/eventReader.ts';
import type { Ended } from '../buildrepo/outcome.ts';
import type { Message, Offer } from '../ui/message.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { showOutput, writeIndexXmlOffer } from '../ui/offers.ts';

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

/** True if a run did what could be done, though it left something alone; a run that was refused reports neither. */
export function leftSomeAlone({ status, report }: Ended): boolean {
	return status === 1 && report !== undefined && eventsOf(report, 'kept').length > 0;
}

/** True if a run removed nothing because the repository was no longer as it was reviewed. */
export function isOutdated({ report }: Ended): boolean {
	return report !== undefined && eventsOf(report, 'outdated').length > 0;
}

/** What is said then, with the button that makes a new list. */
export function outdated(reviewAgain: Offer): Message {
	return {
		severity: 'warning',
		text: l10n.t('The repository has changed since this list was made. Nothing was removed.'),
		offers: [reviewAgain],
	};
}

/** Only what was reported as removed is counted. */
export function cleaned(report: Report): Message {
	const gone = tallyOf(eventsOf(report, 'removed'));
	const kept = eventsOf(report, 'kept');
	const [first, ...more] = kept;
	const others = eventsOf(report, 'gone').length;
	const removed = [
		gone.builds + gone.snapshots === 0
			? l10n.t('Removed nothing')
			: l10n.t('Removed {0} ({1})', tallyText(gone), tallySize(gone)),
		...(others === 0 ? [] : [l10n.t('{0} already gone', numberText(others))]),
	].join('; ');
	if (first === undefined) {
		return { severity: 'information', text: `${removed}.`, offers: [writeIndexXmlOffer, showOutput] };
	}
	const left = l10n.t('{0} left alone', numberText(kept.length));
	const hint = more.length === 0 ? '' : ` ${l10n.t('The output has the other reasons.')}`;
	return {
		severity: 'warning',
		text: `${removed}; ${left}. ${first.path}: ${first.reason}.${hint}`,
		offers: [writeIndexXmlOffer, showOutput],
	};
}
