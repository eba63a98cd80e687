/** What came of a run of `buildrepo clean`, in words. */

import * as l10n from '@vscode/l10n';
import { eventsOf, type Report } from '../buildrepo/eventReader.ts';
import type { Ended } from '../buildrepo/outcome.ts';
import type { Message, Offer } from '../ui/message.ts';
import { numberText } from '../ui/numberText.ts';
import { showOutput, writeIndexXmlOffer } from '../ui/offers.ts';
import { tallyOf, tallySize, tallyText } from './cleanTally.ts';

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
