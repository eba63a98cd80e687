/** The dated builds of each subarch on a calendar axis; those in view are asked for. */
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health, SubarchHealth } from '../../../server/src/protocol/health.ts';
import { civilOf, dayLength, dayText } from '../format.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';
import { days, timeline } from '../timeline.ts';
import '../longList.ts';

export function timelinesSection(
	page: PageContext,
	health: Health,
	shown: readonly SubarchHealth[],
): TemplateResult {
	const now = civilOf(health.at, page.zone);
	const ask = (first: number, end: number): void => {
		const rows = shown.slice(first, end).map(({ row }) => row);
		page.askTimelines(rows, now - (days + 1) * dayLength, now);
	};
	return section(
		'timelines',
		`Last ${days} days`,
		html`<p class="legend quiet">● full ○ complete, not full ◇ another target – incomplete ✕ failed; faded: due for Clean. A line is a week.</p>
		<metro-list class="timelines" label=${`Builds of the last ${days} days`} .count=${shown.length} .columns=${1} .shown=${ask}
			.keyOf=${(index: number) => shown[index]?.row ?? ''}
			.head=${html`<span role="columnheader">subarch</span><span role="columnheader">${dayText(now - days * dayLength)} to today</span>`}
			.draw=${(index: number) => {
				const one = shown[index];
				return one === undefined
					? html``
					: html`<span role="rowheader"><button class="cell" @click=${() => page.act('show-row', one.row)}><strong>${oneLine(one.subarch)}</strong> <span class="quiet">${oneLine(one.build)}</span></button></span>
						<span role="cell">${timeline(page.marks.get(one.row) ?? [], now)}</span>`;
			}}></metro-list>`,
	);
}
