/** Tables as text for other programs. Pure. */

export type Cell = string | number | undefined;

export interface Table {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
}

/** Names come from the disk: whatever has a meaning in Markdown is escaped, and a row stays a row. */
export function markdownTable({ columns, rows }: Table): string {
	const line = (cells: readonly Cell[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
	return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function markdownCell(cell: Cell): string {
	return markdownText(cell ?? '');
}

/** On one line, whatever it holds. */
export function markdownText(text: string | number): string {
	return oneLine(text).replace(/[\\`*_{}[\]<>|~#&]/g, '\\$&');
}

/** RFC 4180. A text that a spreadsheet would take for a formula is marked as text. */
export function csvTable({ columns, rows }: Table): string {
	const line = (cells: readonly Cell[]): string => cells.map(csvCell).join(',');
	return `${[columns, ...rows].map(line).join('\r\n')}\r\n`;
}

function csvCell(cell: Cell): string {
	if (typeof cell === 'number') return String(cell);
	const text = cell === undefined ? '' : /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function oneLine(cell: Cell): string {
	// Lines, terminal escapes and marks of direction would change what is read.
	return String(cell ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}
