/** Builds of each week that succeeded and failed as stacked bars, with the rate of success above them. */
import * as l10n from '@vscode/l10n';
import { scaleBand, scaleLinear } from 'd3-scale';
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { WeekResults } from '../../../server/src/protocol/health.ts';
import { percentText } from '../format.ts';
import { bottom, frame, height, left, right, top } from './frame.ts';

/** @param weekText names a week */
export function weeksChart(
	weeks: readonly WeekResults[],
	weekText: (week: WeekResults) => string,
): TemplateResult {
	const names = weeks.map((_, at) => String(at));
	const x = scaleBand(names, [left, right]).padding(0.3);
	const most = Math.max(1, ...weeks.map(({ succeeded, failed }) => succeeded + failed));
	const y = scaleLinear([0, most], [bottom, top]).nice(4);
	const bar = (week: WeekResults, at: number): SVGTemplateResult => {
		const { succeeded, failed } = week;
		const all = succeeded + failed;
		const [from, middle] = [x(String(at)) ?? left, (x(String(at)) ?? left) + x.bandwidth() / 2];
		return svg`<g><title>${weekSentence(week, weekText(week))}</title>
			<rect class="succeeded" x=${from} width=${x.bandwidth()} y=${y(succeeded)} height=${bottom - y(succeeded)}></rect>
			<rect class="failed" x=${from} width=${x.bandwidth()} y=${y(all)} height=${y(succeeded) - y(all)}></rect>
			${all === 0 ? '' : svg`<text class="value" x=${middle} y=${y(all) - 5} text-anchor="middle">${percentText(succeeded / all)}</text>`}
			<text x=${middle} y=${height - 6} text-anchor="middle">${weekText(week)}</text></g>`;
	};
	return html`<svg class="chart framed" viewBox="0 0 ${right + 4} ${height}" role="img" aria-label=${weeks.map((week) => weekSentence(week, weekText(week))).join('; ')}>
		<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-back" width="6" height="6"></rect><rect class="hatch-line" width="2.5" height="6"></rect></pattern></defs>
		${frame(
			y
				.ticks(4)
				.filter(Number.isInteger)
				.map((tick) => ({ y: y(tick), text: String(tick) })),
		)}${weeks.map(bar)}
	</svg>`;
}

function weekSentence({ succeeded, failed }: WeekResults, name: string): string {
	const all = succeeded + failed;
	return all === 0
		? l10n.t('{0}: no builds', name)
		: l10n.t('{0}: {1} succeeded, {2} failed ({3})', name, succeeded, failed, percentText(succeeded / all));
}
