/** Draws tables. */
import { html, type TemplateResult } from 'lit';
import { numberText } from '../src/ui/numberText.ts';
import { keyed } from './keyed.ts';
import type { Cell, Table } from './tableText.ts';

/** A browser cannot show more at a time; the whole table can be taken away. */
const mostRows = 500;

export function drawTable(table: Table): TemplateResult {
	const { columns, rows } = withoutEmptyColumns(table);
	return html`<table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
		<tbody>${keyed(
			rows.slice(0, mostRows),
			(cells) => JSON.stringify(cells),
			(cells) => html`<tr>${cells.map((cell) => drawCell(cell))}</tr>`,
		)}</tbody></table>`;
}

function drawCell(cell: Cell): TemplateResult {
	return typeof cell === 'number'
		? html`<td class="number">${numberText(cell)}</td>`
		: html`<td>${cell}</td>`;
}

/** What is unknown everywhere needs no column. */
function withoutEmptyColumns({ columns, rows }: Table): Table {
	const isKnown = columns.map((_, at) => rows.some((cells) => cells[at] !== '' && cells[at] !== undefined));
	return {
		columns: columns.filter((_, at) => isKnown[at]),
		rows: rows.map((cells) => cells.filter((_, at) => isKnown[at])),
	};
}
