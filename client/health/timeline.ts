/** The dated builds of one subarch on a calendar axis. */
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { BuildMark } from '../../server/src/protocol/health.ts';
import { dayLength, dayText } from './format.ts';
import { markWords } from './words.ts';

export const days = 60;
/** Pixels. */
const height = 28;

/** How far from the left, today being at the right. */
function place(day: number, today: number): string {
	return `${(98 - ((today - day) / (days * dayLength)) * 96).toFixed(2)}%`;
}

export function timeline(marks: readonly BuildMark[], now: number): TemplateResult {
	const today = Math.floor(now / dayLength) * dayLength;
	const shown = marks.filter(({ day }) => day <= today && today - day <= days * dayLength);
	const words = shown.map(({ name, kind }) => `${name} ${markWords[kind]}`).join(', ');
	const weeks = Array.from({ length: Math.floor(days / 7) + 1 }, (_, week) =>
		place(today - week * 7 * dayLength, today),
	);
	return html`<svg height=${height} role="img" aria-label=${words === '' ? 'no builds in this time' : words}>
		${weeks.map((x) => svg`<line class="week" x1=${x} x2=${x} y1="0" y2=${height}></line>`)}
		${shown.map(
			(
				mark,
			) => svg`<svg class="mark ${mark.kind} ${mark.goes === undefined ? '' : 'goes'}" x=${place(mark.day, today)} y=${height / 2} overflow="visible">
			<title>${describe(mark)}</title>${shape(mark)}</svg>`,
		)}
	</svg>`;
}

function describe({ name, kind, goes, kept, day }: BuildMark): string {
	const fate = goes === undefined ? (kept ?? '') : `due for Clean: ${goes}`;
	return [name === dayText(day) ? name : `${name} (${dayText(day)})`, markWords[kind], fate]
		.filter((part) => part !== '')
		.join(', ');
}

function shape({ kind }: BuildMark): SVGTemplateResult {
	switch (kind) {
		case 'failed':
			return svg`<path d="M-4 -4L4 4M-4 4L4 -4"></path>`;
		case 'incomplete':
		case 'unreadable':
			return svg`<path d="M-5 0H5"></path>`;
		case 'other':
			return svg`<path d="M0 -5L5 0L0 5L-5 0Z"></path>`;
		case 'running':
			return svg`<path d="M-4 -5L5 0L-4 5Z"></path>`;
		case 'full':
		case 'freshen':
			return svg`<circle r="5"></circle>`;
	}
}
