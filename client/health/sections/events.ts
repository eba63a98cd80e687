/** What happened, the latest first. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Health, LoggedEvent } from '../../../server/src/protocol/health.ts';
import { icon } from '../icons.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';
import { subarchLink, subarchName } from '../subarchNames.ts';
import '../longList.ts';

const toneIcons: Readonly<Record<LoggedEvent['tone'], string>> = {
	good: 'pass',
	bad: 'error',
	neutral: 'circle-small-filled',
};

/** @param isRestricted a filter leaves some subarches only */
export function eventsSection(
	page: PageContext,
	{ events, historyOff }: Health,
	isRestricted: boolean,
): TemplateResult {
	const title = l10n.t('Events');
	const columns = [l10n.t('when'), l10n.t('what'), l10n.t('subarch')];
	const line = (index: number): TemplateResult => {
		const event = events[index];
		if (event === undefined) return html``;
		return html`<span role="gridcell" class="quiet">${page.moment(event.at)}</span>
			<span role="gridcell" class=${event.tone} title=${event.text}><span class="sign">${icon(toneIcons[event.tone])}</span> ${event.text}</span>
			<span role="gridcell">${event.subarch === undefined ? '' : subarchLink(page, event.subarch)}</span>`;
	};
	return section(page, {
		id: 'events',
		title,
		content:
			events.length === 0
				? html`<p>${historyOff ?? (isRestricted ? l10n.t('None of the subarches shown.') : l10n.t('Nothing is recorded yet.'))}</p>`
				: html`<metro-list label=${title} .count=${events.length} .draw=${line}
					.keyOf=${(index: number) => JSON.stringify([events[index]?.at, events[index]?.text, events[index]?.subarch])}
					.head=${columns.map((column) => html`<span role="columnheader">${column}</span>`)}></metro-list>`,
		...(events.length > 0 && {
			table: () => ({
				columns,
				rows: events.map((event) => [
					page.moment(event.at),
					event.text,
					event.subarch === undefined ? '' : subarchName(event.subarch),
				]),
			}),
		}),
	});
}
