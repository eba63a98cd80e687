/** How far a run has come, in words: with its rate and the time that is left, where bytes are counted. */
import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { ProgressEvent } from '../../../server/src/protocol/index.ts';
import { durationText } from '../tasks/endMessage.ts';
import { numberText, plural } from '../ui/numberText.ts';

/** Before that, a rate says little; milliseconds. */
const settled = 1500;

export interface ProgressTeller {
	/** The words for an event; `now` in milliseconds. */
	words(event: ProgressEvent, now: number): string;
	/** What part of all is done, from 0 to 1. */
	share(event: ProgressEvent): number;
}

export function createProgressTeller(): ProgressTeller {
	let start: { readonly at: number; readonly bytes: number } | undefined;
	return {
		words: (event, now) => {
			const { bytes } = event;
			if (bytes === undefined) return countText(event);
			start ??= { at: now, bytes: bytes.done };
			const much = l10n.t('{0} of {1}', sizeText(bytes.done), sizeText(bytes.total));
			const parts = [countText(event), much];
			const elapsed = now - start.at;
			const read = bytes.done - start.bytes;
			if (elapsed >= settled && read > 0) {
				const left = ((bytes.total - bytes.done) * elapsed) / read;
				parts.push(l10n.t('{0}/s', sizeText(Math.round((read * 1000) / elapsed))));
				if (bytes.done < bytes.total) parts.push(l10n.t('{0} left', durationText(left)));
			}
			return parts.join(', ');
		},
		share: ({ done, total, bytes }) =>
			bytes === undefined || bytes.total === 0 ? done / total : bytes.done / bytes.total,
	};
}

/** `12 of 340 archives`. */
function countText({ done, total, unit, part }: ProgressEvent): string {
	const [at, all] = [numberText(done), numberText(total)];
	if (unit === 'upload')
		return plural(total, l10n.t('{0} of 1 build', at), l10n.t('{0} of {1} builds', at, all));
	if (unit === 'percent') return `${partText(part)} ${at} %`;
	return unit === 'archive'
		? plural(total, l10n.t('{0} of 1 archive', at), l10n.t('{0} of {1} archives', at, all))
		: plural(total, l10n.t('{0} of 1 removal', at), l10n.t('{0} of {1} removals', at, all));
}

function partText(part: ProgressEvent['part']): string {
	switch (part) {
		case 'hash files':
			return l10n.t('hash files');
		case 'links':
			return l10n.t('links');
		case 'indexes':
			return l10n.t('indexes');
		case 'removals':
			return l10n.t('removals');
		default:
			return l10n.t('files');
	}
}
