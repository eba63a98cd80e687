/** Dated builds as signs: the shape tells what a build is, without its colour. */
import * as l10n from '@vscode/l10n';
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { BuildMark } from '../../../server/src/protocol/health.ts';
import { dayText } from '../format.ts';
import { markWords } from '../words.ts';

/** The sign around the origin, 10 pixels wide; what Clean would remove is faded and underlined. */
export function markSign({ kind, goes }: Pick<BuildMark, 'kind' | 'goes'>): SVGTemplateResult {
	return svg`<g class="mark ${kind} ${goes === undefined ? '' : 'goes'}">${shape(kind)}${goes === undefined ? '' : svg`<path class="under" d="M-5 9H5"></path>`}</g>`;
}

function shape(kind: BuildMark['kind']): SVGTemplateResult {
	switch (kind) {
		case 'failed':
			return svg`<path d="M-4 -4L4 4M-4 4L4 -4"></path>`;
		case 'incomplete':
			return svg`<path d="M-5 0H5"></path>`;
		case 'unreadable':
			return svg`<path d="M-4 -4H4V4H-4Z"></path>`;
		case 'other':
			return svg`<path d="M0 -5L5 0L0 5L-5 0Z"></path>`;
		case 'running':
			return svg`<path d="M-4 -5L5 0L-4 5Z"></path>`;
		case 'full':
		case 'freshen':
			return svg`<circle r="4.5"></circle>`;
	}
}

/** `2015-02-20, full, due for Clean: …`. */
export function markText({ name, kind, goes, kept, day, target }: BuildMark): string {
	const fate = goes === undefined ? (kept ?? '') : l10n.t('due for Clean: {0}', goes);
	return [name === dayText(day) ? name : `${name} (${dayText(day)})`, target ?? '', markWords[kind], fate]
		.filter((part) => part !== '')
		.join(', ');
}

const legendKinds = ['full', 'freshen', 'other', 'incomplete', 'failed', 'running'] as const;

export function marksLegend(): TemplateResult {
	const entry = (sign: SVGTemplateResult, words: string): TemplateResult =>
		html`<li><svg width="16" height="22" aria-hidden="true"><g transform="translate(8 10)">${sign}</g></svg>${words}</li>`;
	return html`<ul class="legend" aria-label=${l10n.t('Signs')}>${legendKinds.map((kind) => entry(markSign({ kind }), markWords[kind]))}${entry(markSign({ kind: 'full', goes: '' }), l10n.t('due for Clean'))}</ul>`;
}
