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

const [labels, end, step] = [180, 400, 26] as const;
const width = 600;
/** Longer names are cut; the whole name is in the tooltip and in the table. */
const longestName = 26;

export function storageBars(bars: readonly Bar[]): TemplateResult {
	const scale = scaleLinear([0, Math.max(1, ...bars.map(({ bytes }) => bytes))], [0, end - labels]);
	return html`<svg class="chart framed" viewBox="0 0 ${width} ${bars.length * step + 4}" role="img" aria-label=${bars.map(barText).join('; ')}>
		<defs><pattern id="freed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="freed-back" width="6" height="6"></rect><rect class="freed-line" width="2.5" height="6"></rect></pattern></defs>
		${bars.map((bar, at) => {
			const [y, freed, all] = [at * step, scale(bar.freed), scale(bar.bytes)];
			return svg`<g><title>${barText(bar)}</title>
				<text class="name" x=${labels - 8} y=${y + 17} text-anchor="end">${shortName(oneLine(bar.name))}</text>
				<rect class="used" x=${labels} y=${y + 4} width=${Math.max(1, all - freed)} height="18"></rect>
				${bar.freed > 0 ? svg`<rect class="freed" x=${labels + all - freed} y=${y + 4} width=${Math.max(1, freed)} height="18"></rect>` : ''}
				<text x=${labels + all + 8} y=${y + 17}>${valueText(bar)}</text></g>`;
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
