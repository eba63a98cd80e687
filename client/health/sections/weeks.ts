/** How the builds of each week ended, and how long they took. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Health, WeekResults } from '../../../server/src/protocol/health.ts';
import { lengthsChart } from '../charts/lengthsChart.ts';
import { weeksChart } from '../charts/weeksChart.ts';
import { civilOf } from '../civil.ts';
import { axisDayText, lengthText, percentText } from '../format.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';
import { measured } from '../tableText.ts';

export function weeksSection(page: PageContext, { weeks, historyOff }: Health): TemplateResult {
	const id = 'weeks';
	const title = l10n.t('Results by Week');
	if (weeks.every(({ succeeded, failed }) => succeeded + failed === 0))
		return section(page, {
			id,
			title,
			content: html`<p>${historyOff ?? l10n.t('Nothing is recorded yet.')}</p>`,
		});
	const weekText = ({ weekAt }: WeekResults): string => axisDayText(civilOf(weekAt, page.zone));
	return section(page, {
		id,
		title,
		chart: 'picture',
		content: html`<ul class="legend" aria-label=${l10n.t('Signs')}><li><i class="box succeeded"></i>${l10n.t('succeeded')}</li><li><i class="box failed"></i>${l10n.t('failed')}</li></ul>
			${weeksChart(weeks, weekText)}
			<h3>${l10n.t('Usual length of a build')}</h3>
			${weeks.some(({ medianDuration }) => medianDuration !== undefined) ? lengthsChart(weeks, weekText) : html`<p>${l10n.t('Not known yet: no length of a build is recorded.')}</p>`}`,
		table: () => ({
			columns: [
				l10n.t('week'),
				l10n.t('succeeded'),
				l10n.t('failed'),
				l10n.t('success rate'),
				l10n.t('usual length'),
			],
			rows: weeks.map((one) => [
				page.moment(one.weekAt).slice(0, 10),
				one.succeeded,
				one.failed,
				measured(rateOf(one), percentText),
				measured(one.medianDuration, lengthText),
			]),
		}),
	});
}

function rateOf({ succeeded, failed }: WeekResults): number | undefined {
	return succeeded + failed === 0 ? undefined : succeeded / (succeeded + failed);
}
