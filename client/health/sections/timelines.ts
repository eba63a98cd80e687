/** The dated builds of each subarch on a calendar axis; those in view are asked for. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health } from '../../../server/src/protocol/health.ts';
import { marksLegend } from '../charts/marks.ts';
import { axisHead, axisOf, timeline, timelineText } from '../charts/timeline.ts';
import { dayLength } from '../format.ts';
import { type Kept, ranges } from '../kept.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';
import type { Table } from '../tableText.ts';
import '../longList.ts';

export function timelinesSection(page: PageContext, health: Health): TemplateResult {
	const { subarches } = health;
	const { days } = page.kept;
	const title = l10n.t('Time Lines');
	const axis = axisOf(page.now, days);
	const ask = (first: number, end: number): void =>
		page.askTimelines(
			subarches.slice(first, end).map(({ row }) => row),
			axis.first - dayLength,
			page.now,
		);
	const draw = (index: number): TemplateResult => {
		const one = subarches[index];
		if (one === undefined) return html``;
		const marks = page.marks.get(one.row) ?? [];
		const [subarch, build] = [oneLine(one.subarch), oneLine(one.build)];
		return html`<span role="rowheader"><button class="cell" type="button" title=${`${subarch} ${build}`} @click=${(event: Event) => page.select(one.row, event)}><strong>${subarch}</strong> <span class="quiet">${build}</span></button></span>
			<span role="gridcell">${timeline(marks, axis, ({ name }) => page.act('open-log', `${one.row}/${name}`))}</span>`;
	};
	const rangeChooser = html`<span class="vscode-select"><select aria-label=${l10n.t('Days')} @change=${(event: Event) => page.keep({ days: Number((event.target as HTMLSelectElement).value) as Kept['days'] })}>${ranges.map((range) => html`<option value=${range} ?selected=${range === days}>${l10n.t('{0} days', range)}</option>`)}</select></span>`;
	return section(page, {
		id: 'timelines',
		title,
		chart: 'picture',
		tools: rangeChooser,
		content:
			subarches.length === 0
				? html`<p>${l10n.t('No subarch matches the filter.')}</p>`
				: html`${marksLegend()}<metro-list label=${title} .count=${subarches.length} .shown=${ask} .draw=${draw}
					.keyOf=${(index: number) => subarches[index]?.row ?? ''}
					.head=${html`<span role="columnheader">${l10n.t('subarch')}</span><span role="columnheader"><span class="unseen">${l10n.t('builds')}</span>${axisHead(axis)}</span>`}></metro-list>`,
		table: () => timelinesTable(page, health, axis.first),
	});
}

/** Those that have come so far: the ones that were in view. */
function timelinesTable(page: PageContext, { subarches }: Health, first: number): Table {
	return {
		columns: [l10n.t('build'), l10n.t('arch'), l10n.t('subarch'), l10n.t('builds')],
		rows: subarches
			.filter(({ row }) => page.marks.has(row))
			.map((one) => [
				one.build,
				one.arch,
				one.subarch,
				timelineText((page.marks.get(one.row) ?? []).filter(({ day }) => day >= first).toReversed()),
			]),
	};
}
