/** Draws a table of text: the first column to the left, all others to the right, two spaces between columns. */

export function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const lines = [head, ...rows];
	const columns = Math.max(...lines.map((line) => line.length));
	const widths = Array.from({ length: columns }, (_, column) =>
		Math.max(...lines.map((line) => [...(line[column] ?? '')].length)),
	);
	const draw = (line: readonly string[]): string =>
		widths
			.map((width, column) => {
				const text = line[column] ?? '';
				const space = ' '.repeat(width - [...text].length);
				return column === 0 ? text + space : space + text;
			})
			.join('  ')
			.trimEnd();
	const rule = widths.map((width) => '─'.repeat(width)).join('  ');
	return [draw(head), rule, ...rows.map(draw)].join('\n');
}
