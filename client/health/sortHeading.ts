/** The button in the heading of a column, which sorts by it. */
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../server/src/base/visible.ts';
import { icon } from './icons.ts';
import { type SortOrder, sortState } from './sortOrder.ts';

export function sortButton(order: SortOrder | undefined, column: string, choose: () => void): TemplateResult {
	const state = sortState(order, column);
	const arrow = state === 'none' ? '' : icon(state === 'descending' ? 'arrow-down' : 'arrow-up');
	return html`<button class="link plain" type="button" title=${oneLine(column)} @click=${choose}>${oneLine(column)}${arrow}</button>`;
}
