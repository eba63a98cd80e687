/** What happened, the latest first. */
import { html, type TemplateResult } from 'lit';
import type { Health } from '../../../server/src/protocol/health.ts';
import type { PageContext } from '../pageContext.ts';
import { rest, section } from '../section.ts';
import { rowOf } from '../subarchNames.ts';
import { drawTable } from '../table.ts';

const mostEvents = 200;

export function eventsSection(page: PageContext, { events, historyOff, subarches }: Health): TemplateResult {
	const table = {
		columns: ['when', 'what'],
		rows: events.slice(0, mostEvents).map((event) => [page.moment(event.at), event.text]),
	};
	return section(
		'events',
		'Events',
		events.length === 0
			? html`<p>${historyOff ?? 'Nothing is recorded yet.'}</p>`
			: html`<div class="events" tabindex="0" role="group" aria-label="Events">${drawTable(
					table,
					(row) => {
						const subarch = events[row]?.subarch;
						return subarch && rowOf(subarches, subarch);
					},
					(row) => page.act('show-row', row),
				)}</div>${rest(events.length - mostEvents)}`,
		table,
	);
}
