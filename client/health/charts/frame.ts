/** The size of the charts by week, and the lines behind them. */
import { type SVGTemplateResult, svg } from 'lit';

/** Room for `1 h 30 min`. */
export const left = 76;
export const right = 516;
export const top = 18;
export const bottom = 132;
export const height = 156;

export interface Tick {
	readonly y: number;
	readonly text: string;
}

export function frame(ticks: readonly Tick[]): SVGTemplateResult {
	return svg`${ticks.map(({ y, text }) => svg`<line class="grid" x1=${left} x2=${right} y1=${y} y2=${y}></line><text x=${left - 6} y=${y + 4} text-anchor="end">${text}</text>`)}`;
}
