/** What Upload Builds asks before it sends something, and what it says afterwards. */

import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { UploadPlan, UploadPlanItem, UploadTally } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Offer } from '../ui/message.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { showOutput } from '../ui/offers.ts';

/** So many builds are named; the output has all. */
const mostNamed = 8;

/** What is said where nothing would be sent; `undefined`: something would be. */
export function nothingToUpload({ items, host }: UploadPlan): Message | undefined {
	if (items.some(({ action }) => action === 'send')) return undefined;
	const skipped = items.filter(({ action }) => action === 'skip');
	const there = items.length - skipped.length;
	const [first] = skipped;
	const why = first === undefined ? '' : ` ${reasonText(first)}${moreText(skipped.length - 1)}`;
	return {
		severity: skipped.some(isRefusal) ? 'warning' : 'information',
		text: `${l10n.t('Nothing to upload: {0} has {1}.', host, buildsText(there))}${why}`,
		offers: first === undefined ? [] : [showOutput],
	};
}

/** @returns `title`, and in `detail` each build in a line */
export function uploadQuestion({ items, host, path, bytes }: UploadPlan): {
	readonly title: string;
	readonly detail: string;
	readonly yes: string;
} {
	const sent = items.filter(({ action }) => action === 'send');
	const skipped = items.filter(({ action }) => action === 'skip');
	const lines = [
		...sent.slice(0, mostNamed).map((item) => `${nameOf(item.path)} (${sizeText(item.bytes ?? 0)})`),
		...(sent.length > mostNamed ? [l10n.t('{0} more', numberText(sent.length - mostNamed))] : []),
		...skipped.slice(0, mostNamed).map(reasonText),
		...(skipped.length > mostNamed
			? [l10n.t('{0} more stay here', numberText(skipped.length - mostNamed))]
			: []),
	];
	return {
		title: l10n.t('Upload {0} ({1}) to {2}?', buildsText(sent.length), sizeText(bytes), `${host}:${path}`),
		detail: lines.join('\n'),
		yes: l10n.t('Upload'),
	};
}

export function uploaded(home: string, tally: UploadTally): Message {
	const { sent, skipped, failed, left, there, host, index } = tally;
	const bytes = sent.reduce((sum, one) => sum + one.bytes, 0);
	const parts = [
		l10n.t('{0} uploaded to {1} ({2})', buildsText(sent.length), host, sizeText(bytes)),
		...(there > 0 ? [l10n.t('{0} there already', numberText(there))] : []),
		...(failed.length > 0 ? [l10n.t('{0} failed', numberText(failed.length))] : []),
		...(left > 0 ? [l10n.t('{0} not tried', numberText(left))] : []),
	];
	const refused = skipped.filter(isRefusal);
	const [bad] = [...failed, ...refused];
	const reasons = [
		...(bad === undefined ? [] : [reasonText(bad)]),
		...(index === 'failed' ? [l10n.t('index.xml is not written there; the output says why.')] : []),
	];
	const again: Offer = { label: l10n.t('Try Again'), command: commandIds.uploadBuilds, arguments: [home] };
	const isGood = failed.length + refused.length === 0 && index !== 'failed';
	return {
		severity: failed.length > 0 ? 'error' : isGood ? 'information' : 'warning',
		text: [`${parts.join('; ')}.`, ...reasons].join(' '),
		offers: [...(failed.length > 0 ? [again] : []), showOutput],
	};
}

function isRefusal({ why }: UploadPlanItem): boolean {
	return why === 'differs' || why === 'unwanted';
}

function buildsText(count: number): string {
	return plural(count, l10n.t('1 build'), l10n.t('{0} builds', numberText(count)));
}

function reasonText({ path, reason }: { readonly path: string; readonly reason?: string }): string {
	return l10n.t('{0} stays here: {1}.', nameOf(path), reason ?? '');
}

function moreText(count: number): string {
	return count === 0 ? '' : ` ${l10n.t('{0} more stay here', numberText(count))}.`;
}

/** Subarch and day: the rest of the path is the same for most. */
function nameOf(path: string): string {
	return path.split('/').slice(-2).join('/');
}
