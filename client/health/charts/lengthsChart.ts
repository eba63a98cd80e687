/** How long the successful builds of each week usually took. */
import * as l10n from '@vscode/l10n';
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { html, svg, type TemplateResult } from 'lit';
import type { WeekResults } from '../../../server/src/protocol/health.ts';
import { lengthText } from '../format.ts';
import { bottom, frame, height, left, right, top } from './frame.ts';

const hour = 3_600_000;

export function lengthsChart(
	weeks: readonly WeekResults[],
	weekText: (week: WeekResults) => string,
): TemplateResult {
	const x = scalePoint(
		weeks.map((_, at) => String(at)),
		[left, right],
	).padding(0.6);
	const longest = Math.max(1 / 60, ...weeks.map(({ medianDuration = 0 }) => medianDuration / hour));
	const y = scaleLinear([0, longest], [bottom, top]).nice(4);
	const points = weeks.flatMap((week, at) =>
		week.medianDuration === undefined
			? []
			: [{ week, at: x(String(at)) ?? left, y: y(week.medianDuration / hour), length: week.medianDuration }],
	);
	const path =
		line<(typeof points)[number]>(
			(point) => point.at,
			(point) => point.y,
		)(points) ?? '';
	const texts = points.map(({ week, length }) =>
		l10n.t('{0}: usually {1}', weekText(week), lengthText(length)),
	);
	return html`<svg class="chart framed" viewBox="0 0 ${right + 4} ${height}" role="img" aria-label=${texts.join('; ')}>
		${frame(y.ticks(4).map((tick) => ({ y: y(tick), text: tick === 0 ? '0' : lengthText(tick * hour) })))}
		<path class="line" d=${path}></path>
		${points.map((point, at) => svg`<g><title>${texts[at]}</title><circle class="point" cx=${point.at} cy=${point.y} r="4"></circle></g>`)}
		${weeks.map((week, at) => svg`<text x=${x(String(at)) ?? left} y=${height - 6} text-anchor="middle">${weekText(week)}</text>`)}
	</svg>`;
}
