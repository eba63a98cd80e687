/** Bars of what parts of the repository take on disk; what Clean would free is hatched. */
import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import { oneLine } from '../../../server/src/base/visible.ts';

export interface Bar {
	readonly name: string;
	readonly bytes: number;
	/** What Clean would free of it. */
	readonly freed: number;
}

/** The height of a part: a line of words above its bar. */
const step = 36;
/** Longer names are cut; the whole name is in the tooltip and in the table. */
const longestName = 26;

export function storageBars(bars: readonly Bar[]): TemplateResult {
	const scale = scaleLinear([0, Math.max(1, ...bars.map(({ bytes }) => bytes))], [0, 100]);
	return html`<svg class="chart" height=${bars.length * step + 4} role="img" aria-label=${bars.map(barText).join('; ')}>
		<defs><pattern id="freed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="freed-back" width="6" height="6"></rect><rect class="freed-line" width="2.5" height="6"></rect></pattern></defs>
		${bars.map((bar, at) => {
			const [y, freed, all] = [at * step, scale(bar.freed), scale(bar.bytes)];
			return svg`<g><title>${barText(bar)}</title>
				<text class="name" x="0" y=${y + 13}>${shortName(oneLine(bar.name))}</text>
				<text x="100%" y=${y + 13} text-anchor="end">${valueText(bar)}</text>
				<rect class="used" x="0" y=${y + 18} width="${Math.max(0.2, all - freed)}%" height="12"></rect>
				${bar.freed > 0 ? svg`<rect class="freed" x="${all - freed}%" y=${y + 18} width="${Math.max(0.2, freed)}%" height="12"></rect>` : ''}</g>`;
		})}
	</svg>`;
}

function barText(bar: Bar): string {
	return `${oneLine(bar.name)}: ${valueText(bar)}`;
}

function valueText({ bytes, freed }: Bar): string {
	return freed > 0 ? l10n.t('{0}, {1} can go', sizeText(bytes), sizeText(freed)) : sizeText(bytes);
}

function shortName(name: string): string {
	return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
