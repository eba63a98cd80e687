/** Draws tables, which are sorted by the headings of their columns. */
import { html, type TemplateResult } from 'lit';
import { numberText } from '../src/ui/numberText.ts';
import { keyed } from './keyed.ts';
import { sortButton } from './sortHeading.ts';
import { nextOrder, type SortOrder, sortedItems, sortState } from './sortOrder.ts';
import { type Cell, sortValue, type Table, textOf } from './tableText.ts';

/** A browser cannot show more at a time; the whole table can be taken away. */
const mostRows = 500;

/** @param choose takes the order that a heading asks for */
export function drawTable(
	table: Table,
	order: SortOrder | undefined,
	choose: (order: SortOrder | undefined) => void,
): TemplateResult {
	const { columns, rows } = sortedTable(withoutEmptyColumns(table), order);
	const isNumber = columns.map((_, at) => rows.some((cells) => typeof sortValue(cells[at]) === 'number'));
	const heading = (column: string, at: number): TemplateResult =>
		html`<th scope="col" aria-sort=${sortState(order, column)}>${sortButton(order, column, () =>
			choose(nextOrder(order, column, isNumber[at] === true)),
		)}</th>`;
	return html`<table><thead><tr>${columns.map(heading)}</tr></thead>
		<tbody>${keyed(
			rows.slice(0, mostRows),
			(cells) => JSON.stringify(cells),
			(cells) => html`<tr>${cells.map((cell) => drawCell(cell))}</tr>`,
		)}</tbody></table>`;
}

function sortedTable(table: Table, order: SortOrder | undefined): Table {
	const at = table.columns.indexOf(order?.column ?? '');
	if (order === undefined || at < 0) return table;
	return { ...table, rows: sortedItems(table.rows, (cells) => sortValue(cells[at]), order.down) };
}

function drawCell(cell: Cell): TemplateResult {
	const text = textOf(cell);
	return typeof text === 'number'
		? html`<td class="number">${numberText(text)}</td>`
		: html`<td>${text}</td>`;
}

/** What is unknown everywhere needs no column. */
function withoutEmptyColumns({ columns, rows }: Table): Table {
	const isKnown = columns.map((_, at) => rows.some((cells) => sortValue(cells[at]) !== undefined));
	return {
		columns: columns.filter((_, at) => isKnown[at]),
		rows: rows.map((cells) => cells.filter((_, at) => isKnown[at])),
	};
}
