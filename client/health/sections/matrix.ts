/** Each subarch in each build. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health, SubarchHealth } from '../../../server/src/protocol/health.ts';
import { stateWords } from '../../src/ui/stateWords.ts';
import { type MatrixLine, matrixLines } from '../filter.ts';
import { ageText, dayText, lengthText, percentText } from '../format.ts';
import { icon } from '../icons.ts';
import { withOrder } from '../kept.ts';
import { keyed } from '../keyed.ts';
import { lastResult } from '../memo.ts';
import type { PageContext } from '../pageContext.ts';
import { resultsStrip, resultsText } from '../results.ts';
import { section } from '../section.ts';
import { sortButton } from '../sortHeading.ts';
import { nextOrder, type SortOrder, sortedItems, sortState } from '../sortOrder.ts';
import { measured, type Table } from '../tableText.ts';
import { stateIcons } from '../words.ts';
import '../longList.ts';

const linesOf = lastResult((subarches: readonly SubarchHealth[]) => ({
	builds: [...new Set(subarches.map(({ build }) => build))],
	lines: matrixLines(subarches),
}));

export function matrixSection(page: PageContext, health: Health): TemplateResult {
	const { builds, lines: asTheyCome } = linesOf(health.subarches);
	const order = page.kept.sorts.matrix;
	const lines = sortedLines(asTheyCome, order);
	const title = l10n.t('Builds by Subarch');
	const name = l10n.t('subarch');
	const heading = (column: string): TemplateResult =>
		html`<span role="columnheader" aria-sort=${sortState(order, column)}>${sortButton(order, column, () =>
			page.keep({ sorts: withOrder(page.kept.sorts, 'matrix', nextOrder(order, column, false)) }),
		)}</span>`;
	const draw = (index: number): TemplateResult => {
		const line = lines[index];
		if (line === undefined) return html``;
		const [subarch, arch] = [oneLine(line.subarch), oneLine(line.arch)];
		return html`<span role="rowheader" title=${`${subarch} ${arch}`}><strong>${subarch}</strong> <span class="quiet">${arch}</span></span>
			${keyed(builds, String, (build) => drawCell(page, health, line.cells.get(build)))}`;
	};
	return section(page, {
		id: 'matrix',
		title,
		content:
			lines.length === 0
				? html`<p>${l10n.t('No subarch matches the filter.')}</p>`
				: html`<metro-list label=${title} .count=${lines.length} .columns=${builds.length} .draw=${draw}
					.keyOf=${(index: number) => `${lines[index]?.arch}/${lines[index]?.subarch}`}
					.head=${[name, ...builds].map(heading)}></metro-list>`,
		chart: 'grid',
		table: () => matrixTable(health.subarches),
	});
}

/** By name, or by the states in one build: the most urgent first, and among equal ones the oldest. */
const sortedLines = lastResult(
	(lines: readonly MatrixLine[], order: SortOrder | undefined): readonly MatrixLine[] => {
		if (order === undefined) return lines;
		const { column, down } = order;
		if (column === l10n.t('subarch')) return sortedItems(lines, ({ subarch }) => subarch, down);
		const cellOf = ({ cells }: MatrixLine): SubarchHealth | undefined => cells.get(column);
		const byAge = sortedItems(lines, (line) => cellOf(line)?.latest ?? 0, down);
		return sortedItems(
			byAge,
			(line) => {
				const state = cellOf(line)?.state;
				return state && urgency.indexOf(state);
			},
			down,
		);
	},
);

const urgency = Object.keys(stateIcons);

function drawCell(page: PageContext, { policy }: Health, one: SubarchHealth | undefined): TemplateResult {
	if (one === undefined)
		return html`<span role="gridcell" class="quiet"><span class="absent">–</span></span>`;
	const { failcount, state, row } = one;
	const failed = failcount === 0 ? '' : l10n.t('{0} of {1}', failcount ?? '?', policy.maxFailcount);
	const age = state === 'running' ? stateWords.running : ageText(one.latest, page.now);
	const label = [
		`${age}${failed === '' ? '' : ` ${failed}`}`,
		oneLine(one.subarch),
		oneLine(one.build),
		stateWords[state],
		one.reason,
		resultsText(one.results),
	];
	return html`<span role="gridcell"><button class="cell ${state}" type="button" title=${`${stateWords[state]}: ${one.reason}`}
		aria-label=${label.filter((part) => part !== '').join(', ')} aria-pressed=${page.kept.selected === row ? 'true' : 'false'}
		@click=${(event: Event) => page.select(row, event)}>
		<span class="sign">${icon(stateIcons[state])}</span><span class="age">${age}</span> ${failed === '' ? '' : html`<span class="vscode-badge ${state}">${failed}</span>`}${resultsStrip(one.results)}
	</button></span>`;
}

function matrixTable(subarches: readonly SubarchHealth[]): Table {
	return {
		columns: [
			l10n.t('build'),
			l10n.t('arch'),
			l10n.t('subarch'),
			l10n.t('state'),
			l10n.t('failcount'),
			l10n.t('latest'),
			l10n.t('success rate'),
			l10n.t('usual length'),
			l10n.t('time to recover'),
			l10n.t('size'),
			l10n.t('why'),
		],
		rows: subarches.map((one) => [
			one.build,
			one.arch,
			one.subarch,
			stateWords[one.state],
			one.failcount,
			one.latest === undefined ? '' : dayText(one.latest),
			measured(one.successRate, percentText),
			measured(one.usualDuration, lengthText),
			measured(one.timeToRecover, lengthText),
			measured(one.bytes, sizeText),
			one.reason,
		]),
	};
}
