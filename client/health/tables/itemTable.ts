/** A long table that can be searched and sorted, with its toolbar; the pages that review something share it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { TextMessage } from '../../src/health/textMessages.ts';
import { numberText } from '../../src/ui/numberText.ts';
import { hostFor } from '../host.ts';
import { iconButton } from '../icons.ts';
import { csvTable, markdownTable, type Table } from '../tableText.ts';
import '../longList.ts';
import { arrange, type Column, sortedBy, type TableView } from './arrange.ts';

export interface DrawnColumn<Item> extends Column<Item> {
	/** Absent: its value as text. */
	cell?(item: Item): unknown;
}

export interface ItemTable<Item> {
	readonly label: string;
	/** For the name of a file. */
	readonly name: string;
	readonly items: readonly Item[];
	/** The first one names the item. */
	readonly columns: readonly DrawnColumn<Item>[];
	readonly view: TableView;
	keyOf(item: Item): string;
	/** A button before the cells of a line. */
	lead?(item: Item): TemplateResult;
	choose(view: TableView): void;
	/** Beside the search. */
	readonly tools?: TemplateResult;
}

const host = hostFor<TextMessage>();

export function drawItemTable<Item>(table: ItemTable<Item>): TemplateResult {
	const { label, items, columns, view, keyOf, lead } = table;
	const shown = arrange(items, columns, view);
	const draw = (index: number): TemplateResult => {
		const item = shown[index];
		if (item === undefined) return html``;
		return html`${lead === undefined ? '' : html`<span role="cell" class="lead">${lead(item)}</span>`}${columns.map(
			(column, at) => {
				const content = column.cell?.(item) ?? column.value(item) ?? '';
				const style = column.isNumber ? 'number' : '';
				return at === 0
					? html`<span role="rowheader" class=${style}>${content}</span>`
					: html`<span role="cell" class=${style} title=${typeof content === 'string' ? content : nothing}>${content}</span>`;
			},
		)}`;
	};
	return html`${toolbar(table, shown)}
		<metro-list class=${lead === undefined ? '' : 'led'} label=${label} .count=${shown.length} .columns=${columns.length}
			.keyOf=${(index: number) => (shown[index] === undefined ? '' : keyOf(shown[index]))}
			.head=${html`${lead === undefined ? '' : html`<span role="columnheader"><span class="unseen">${l10n.t('State')}</span></span>`}${columns.map((column) => heading(table, column))}`}
			.draw=${draw}></metro-list>
		${shown.length === 0 ? html`<p class="quiet">${items.length === 0 ? l10n.t('There is nothing to show.') : l10n.t('Nothing matches the search.')}</p>` : ''}`;
}

function heading<Item>({ view, choose }: ItemTable<Item>, column: DrawnColumn<Item>): TemplateResult {
	const isSorted = view.sort === column.id;
	const order = isSorted ? (view.down ? 'descending' : 'ascending') : 'none';
	const arrow = isSorted
		? html`<span class="codicon codicon-arrow-${view.down ? 'down' : 'up'}" aria-hidden="true"></span>`
		: '';
	return html`<span role="columnheader" aria-sort=${order} class=${column.isNumber ? 'number' : ''}>
		<button class="link plain" type="button" @click=${() => choose(sortedBy(view, column))}>${column.title}${arrow}</button></span>`;
}

function toolbar<Item>(table: ItemTable<Item>, shown: readonly Item[]): TemplateResult {
	const { items, columns, view, choose, label, name, tools } = table;
	const asTable = (): Table => ({
		columns: columns.map(({ title }) => title),
		rows: shown.map((item) => columns.map((column) => column.value(item))),
	});
	return html`<div class="filters">
		<input class="vscode-textfield" type="search" placeholder=${l10n.t('Search')} aria-label=${l10n.t('Search')} .value=${view.search}
			@input=${({ target }: Event) => target instanceof HTMLInputElement && choose({ ...view, search: target.value })}>
		<div class="vscode-select"><select aria-label=${l10n.t('Sort by')} @change=${({ target }: Event) => {
			const column = columns.find(({ id }) => target instanceof HTMLSelectElement && id === target.value);
			if (column !== undefined) choose(sortedBy({ ...view, sort: '' }, column));
		}}>${columns.map(({ id, title }) => html`<option value=${id} ?selected=${id === view.sort}>${l10n.t('Sort by {0}', title)}</option>`)}</select></div>
		${iconButton(view.down ? 'sort-precedence' : 'list-ordered', l10n.t('Reverse the order'), () => choose({ ...view, down: !view.down }))}
		${tools ?? ''}
		<span class="tally quiet" role="status">${
			shown.length === items.length
				? numberText(items.length)
				: l10n.t('{0} of {1} shown', numberText(shown.length), numberText(items.length))
		}</span>
		${iconButton('copy', l10n.t('Copy {0} as Markdown', label), () => host.postMessage({ kind: 'copy', text: `${markdownTable(asTable())}\n` }))}
		${iconButton('export', l10n.t('Save {0} as CSV…', label), () => host.postMessage({ kind: 'export', name, format: 'csv', text: csvTable(asTable()) }))}
	</div>`;
}
