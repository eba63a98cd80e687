/** How the builds of each week ended. */
import { html, type TemplateResult } from 'lit';
import type { Health } from '../../../server/src/protocol/health.ts';
import { lengthText } from '../format.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';

export function weeksSection(page: PageContext, { weeks, historyOff }: Health): TemplateResult {
	if (weeks.length === 0)
		return section('weeks', 'Results by week', html`<p>${historyOff ?? 'Nothing is recorded yet.'}</p>`);
	const most = Math.max(1, ...weeks.map(({ succeeded, failed }) => succeeded + failed));
	return section(
		'weeks',
		'Results by week',
		html`<ul class="weeks">${weeks.map(({ weekAt, succeeded, failed, medianDuration }) => {
			const all = succeeded + failed;
			const rate = all === 0 ? 'no builds' : `${Math.round((100 * succeeded) / all)} % of ${all} succeeded`;
			return html`<li><span>${page.moment(weekAt).slice(0, 10)}</span>
				<progress class="good" max=${most} value=${succeeded} aria-label=${`${succeeded} succeeded`}></progress>
				<span>${rate}${medianDuration === undefined ? '' : `, usually ${lengthText(medianDuration)}`}</span></li>`;
		})}</ul>`,
		{
			columns: ['week', 'succeeded', 'failed', 'median length'],
			rows: weeks.map((one) => [
				page.moment(one.weekAt).slice(0, 10),
				one.succeeded,
				one.failed,
				one.medianDuration === undefined ? '' : lengthText(one.medianDuration),
			]),
		},
	);
}
