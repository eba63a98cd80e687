/** Restricts the page to some subarches. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health, SubarchHealth, SubarchState } from '../../../server/src/protocol/health.ts';
import { numberText, plural } from '../../src/ui/numberText.ts';
import { stateWords } from '../../src/ui/stateWords.ts';
import { type Filter, noFilter, restricts } from '../filter.ts';
import { icon } from '../icons.ts';
import { lastResult } from '../memo.ts';
import type { PageContext } from '../pageContext.ts';
import { stateIcons } from '../words.ts';

/** What there is to choose from. */
const choicesIn = lastResult((subarches: readonly SubarchHealth[]) => {
	const states = new Map<SubarchState, number>();
	for (const { state } of subarches) states.set(state, (states.get(state) ?? 0) + 1);
	return {
		builds: [...new Set(subarches.map(({ build }) => build))],
		arches: [...new Set(subarches.map(({ arch }) => arch))],
		states,
	};
});

/** @param shown how many subarches are shown */
export function filterBar(page: PageContext, { subarches }: Health, shown: number): TemplateResult {
	const { filter } = page.kept;
	const { builds, arches, states } = choicesIn(subarches);
	const choose = (change: Partial<Filter>): void => page.keep({ filter: { ...filter, ...change } });
	const select = (name: 'build' | 'arch', label: string, all: string, names: readonly string[]) =>
		html`<span class="vscode-select"><select aria-label=${label} @change=${(event: Event) =>
			choose({ [name]: (event.target as HTMLSelectElement).value })}>
			<option value="" ?selected=${filter[name] === ''}>${all}</option>
			${names.map((one) => html`<option value=${one} ?selected=${filter[name] === one}>${oneLine(one)}</option>`)}
		</select></span>`;
	const chip = (state: SubarchState): TemplateResult | string => {
		const count = states.get(state) ?? 0;
		const isChosen = filter.state === state;
		return count === 0 && !isChosen
			? ''
			: html`<button class="chip ${state}" type="button" aria-pressed=${isChosen ? 'true' : 'false'} @click=${() => choose({ state: isChosen ? '' : state })}><span class="sign">${icon(stateIcons[state])}</span> ${stateWords[state]} <b>${numberText(count)}</b></button>`;
	};
	const all = plural(
		subarches.length,
		l10n.t('1 subarch'),
		l10n.t('{0} subarches', numberText(subarches.length)),
	);
	return html`<form class="filters" role="search" aria-label=${l10n.t('Filter subarches')} @submit=${(event: Event) => event.preventDefault()}>
		<input class="vscode-textfield" type="search" aria-label=${l10n.t('Name')} placeholder=${l10n.t('Filter by name')} .value=${filter.text}
			@input=${(event: Event) => choose({ text: (event.target as HTMLInputElement).value })}>
		${builds.length > 1 || filter.build !== '' ? select('build', l10n.t('Build'), l10n.t('All builds'), builds) : ''}
		${arches.length > 1 || filter.arch !== '' ? select('arch', l10n.t('Arch'), l10n.t('All arches'), arches) : ''}
		<span class="chips" role="group" aria-label=${l10n.t('State')}>${(Object.keys(stateIcons) as SubarchState[]).map(chip)}</span>
		<span class="tally"><span role="status">${restricts(filter) ? l10n.t('{0} of {1}', numberText(shown), all) : all}</span>
		${restricts(filter) ? html`<button class="link" type="button" @click=${() => choose(noFilter)}>${l10n.t('Show All')}</button>` : ''}</span>
	</form>`;
}
