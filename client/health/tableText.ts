/** Tables as text for other programs. Pure. */

export type Cell = string | number | Measured | undefined;

/** A value in words, which is sorted by its size. */
export interface Measured {
	readonly text: string;
	readonly value: number;
}

/** A cell for a value in words; nothing for what is unknown. */
export function measured<Value extends number>(
	value: Value | undefined,
	inWords: (value: Value) => string,
): Cell {
	return value === undefined ? undefined : { text: inWords(value), value };
}

/** What a cell is sorted by; `undefined` if it is empty. */
export function sortValue(cell: Cell): string | number | undefined {
	if (cell === '') return undefined;
	return typeof cell === 'object' ? cell.value : cell;
}

/** What a cell says. */
export function textOf(cell: Cell): string | number {
	return typeof cell === 'object' ? cell.text : (cell ?? '');
}

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
	return markdownText(textOf(cell));
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
	const said = textOf(cell);
	if (typeof said === 'number') return String(said);
	const text = /^[=+\-@\t\r]/.test(said) ? `'${said}` : said;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function oneLine(text: string | number): string {
	// Lines, terminal escapes and marks of direction would change what is read.
	return String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}
