/** The dated builds of one subarch on a calendar axis, which the heading of the list shows. */
import * as l10n from '@vscode/l10n';
import { scaleUtc } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import type { BuildMark } from '../../../server/src/protocol/health.ts';
import { axisDayText, dayLength } from '../format.ts';
import { markSign, markText } from './marks.ts';

/** A stretch of days up to today; civil times. */
export interface Axis {
	readonly first: number;
	readonly today: number;
	readonly ticks: readonly number[];
	/** How far from the left a day is. */
	place(day: number): string;
}

/** The axis of so many days before `now`. */
export function axisOf(now: number, days: number): Axis {
	const today = Math.floor(now / dayLength) * dayLength;
	const first = today - days * dayLength;
	const scale = scaleUtc([first, today], [2, 97]);
	const ticks = scale.ticks(6).map((tick) => tick.getTime());
	return { first, today, ticks, place: (day) => `${scale(day).toFixed(2)}%` };
}

/** @param open opens what the build has written */
export function timeline(
	marks: readonly BuildMark[],
	axis: Axis,
	open: (mark: BuildMark) => void,
): TemplateResult {
	const shown = marks.filter(({ day }) => day >= axis.first && day <= axis.today);
	return html`<svg class="chart" height="28" role="img" aria-label=${timelineText(shown)}>
		${axis.ticks.map((tick) => svg`<line class="grid" x1=${axis.place(tick)} x2=${axis.place(tick)} y1="0" y2="28"></line>`)}
		${shown.map((mark) => svg`<svg class="hit" x=${axis.place(mark.day)} y="13" overflow="visible" @click=${() => open(mark)}><title>${markText(mark)}</title><circle class="target" r="9"></circle>${markSign(mark)}</svg>`)}
	</svg>`;
}

export function timelineText(marks: readonly BuildMark[]): string {
	return marks.length === 0 ? l10n.t('no builds in this time') : marks.map(markText).join('; ');
}

/** A day near an end of the axis is written inwards. */
function anchorOf(tick: number, { first, today }: Axis): 'start' | 'middle' | 'end' {
	const share = (tick - first) / (today - first);
	if (share < 0.1) return 'start';
	return share > 0.9 ? 'end' : 'middle';
}

export function axisHead(axis: Axis): TemplateResult {
	return html`<svg class="chart axis" height="20" aria-hidden="true">${axis.ticks.map((tick, at) => svg`<text class=${at % 2 === 1 ? 'second' : ''} x=${axis.place(tick)} y="14" text-anchor=${anchorOf(tick, axis)}>${axisDayText(tick)}</text>`)}</svg>`;
}
