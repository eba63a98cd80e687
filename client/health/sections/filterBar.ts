/** Restricts the page to some subarches. */
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health, SubarchState } from '../../../server/src/protocol/health.ts';
import { type Filter, noFilter } from '../filter.ts';
import { stateNames } from '../words.ts';

/** @param count how many subarches are shown */
export function filterBar(
	filter: Filter,
	choose: (change: Partial<Filter>) => void,
	health: Health,
	count: number,
): TemplateResult {
	const builds = [...new Set(health.subarches.map(({ build }) => build))];
	const arches = [...new Set(health.subarches.map(({ arch }) => arch))];
	const states = Object.keys(stateNames) as SubarchState[];
	const select = (
		name: 'build' | 'arch' | 'state',
		all: string,
		options: readonly (readonly [string, string])[],
	) =>
		html`<select aria-label=${name} .value=${filter[name]} @change=${(event: Event) =>
			choose({ [name]: (event.target as HTMLSelectElement).value })}>
			<option value="">${all}</option>
			${options.map(([value, label]) => html`<option value=${value} ?selected=${filter[name] === value}>${label}</option>`)}
		</select>`;
	const tally = (state: SubarchState): number => health.subarches.filter((one) => one.state === state).length;
	const isFiltered = Object.values(filter).some((value) => value !== '');
	return html`<form class="filters" role="search" aria-label="Filter subarches" @submit=${(event: Event) => event.preventDefault()}>
		<input type="search" aria-label="Name" placeholder="Filter by name" .value=${filter.text}
			@input=${(event: Event) => choose({ text: (event.target as HTMLInputElement).value })}>
		${select(
			'state',
			'All states',
			states.flatMap((state) => {
				const number = tally(state);
				return number === 0 && filter.state !== state
					? []
					: [[state, `${stateNames[state]} (${number})`] as const];
			}),
		)}
		${select(
			'build',
			'All builds',
			builds.map((one) => [one, oneLine(one)] as const),
		)}
		${select(
			'arch',
			'All arches',
			arches.map((one) => [one, oneLine(one)] as const),
		)}
		<span role="status">${isFiltered ? `${count} of ${health.subarches.length} subarches` : `${health.subarches.length} subarches`}</span>
		${isFiltered ? html`<button type="button" @click=${() => choose(noFilter)}>Show All</button>` : ''}
	</form>`;
}
