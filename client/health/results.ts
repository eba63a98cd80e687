/** The last recorded results of a subarch: high bars succeeded, low ones did not. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { plural } from '../src/ui/numberText.ts';

export function resultsStrip(results: string): TemplateResult | string {
	return results === ''
		? ''
		: html`<span class="results" aria-hidden="true">${[...results].map((result) => html`<i class=${result}></i>`)}</span>`;
}

/** `last 4 builds: 3 succeeded`; empty if none is recorded. */
export function resultsText(results: string): string {
	if (results === '') return '';
	const good = [...results].filter((result) => result === 's').length;
	return plural(
		results.length,
		good === 1 ? l10n.t('the last build succeeded') : l10n.t('the last build did not succeed'),
		l10n.t('{0} of the last {1} builds succeeded', good, results.length),
	);
}
