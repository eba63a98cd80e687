/** Draws tables. */
import { html, type TemplateResult } from 'lit';
import { keyed } from './keyed.ts';
import type { Table } from './tableText.ts';

/** A table. Its first cell, or the one after a number or a time, is a button where there is a row to go to. */
export function drawTable(
	table: Table,
	rowAt: (index: number) => string | undefined = () => undefined,
	open: (row: string) => void = () => {},
): TemplateResult {
	const { columns, rows } = withoutEmptyColumns(table);
	return html`<table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
		<tbody>${keyed(
			rows,
			(cells) => JSON.stringify(cells),
			(cells, index) => {
				const row = rowAt(index);
				return html`<tr>${cells.map((cell, at) =>
					at === (columns[0] === '#' || columns[0] === 'when' ? 1 : 0) && row !== undefined
						? html`<td><button class="link" @click=${() => open(row)}>${cell}</button></td>`
						: html`<td>${cell}</td>`,
				)}</tr>`;
			},
		)}</tbody></table>`;
}

/** What is unknown everywhere needs no column. */
function withoutEmptyColumns({ columns, rows }: Table): Table {
	const isKnown = columns.map((_, at) => rows.some((cells) => cells[at] !== '' && cells[at] !== undefined));
	return {
		columns: columns.filter((_, at) => isKnown[at]),
		rows: rows.map((cells) => cells.filter((_, at) => isKnown[at])),
	};
}
