/** What a program wrote for a terminal becomes lines and styles; no escape sequence is left in them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTerminalText } from '../../../server/src/repository/logs/terminalText.ts';

for (const [what, raw, lines] of [
	['plain lines', 'a\nb\n', ['a', 'b', '']],
	['tabs stay', 'a\tb', ['a\tb']],
	['Windows line ends', 'a\r\nb\r\n', ['a', 'b', '']],
	['a progress display: what it showed last', '10%\r50%\r100%\n', ['100%', '']],
	['backspaces', 'abc\b\bX', ['aX']],
	['colours', '\x1b[31;01mred\x1b[0m plain', ['red plain']],
	['cursor movements and erasing', '\x1b[2K\x1b[1;5Hx\x1b[?25l', ['x']],
	['a title, ended by BEL', '\x1b]0;title\x07x', ['x']],
	['a link, ended by ST', '\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\', ['text']],
	['short sequences', '\x1b(Ba\x1bMb\x1b7', ['ab']],
	['a sequence that is cut off', 'a\x1b[3', ['a3']],
	['an escape at the end', 'a\x1b', ['a']],
	['a title that never ends', '\x1b]0;x\ny', ['', 'y']],
	['NUL, DEL and C1', 'a\0b\x7fc\x85', ['a␀b␡c\\x85']],
	['controls of direction and line separators', 'a\u202eb\u2028c', ['a\\u202eb\\u2028c']],
	['a very long line', 'x'.repeat(20_003), [`${'x'.repeat(20_000)} … 3 more characters`]],
] as const) {
	test(`terminal text: ${what}`, () => {
		assert.deepEqual(readTerminalText(raw).lines, lines);
	});
}

/** Each part that has a style, as text, with that style. */
function styled(raw: string): unknown[] {
	const { lines, styles, spans } = readTerminalText(raw);
	return spans.map(({ line, start, end, style }) => [lines[line]?.slice(start, end), styles[style]]);
}

for (const [what, raw, expected] of [
	['a colour', '\x1b[32m>>>\x1b[0m x', [['>>>', { color: 'green' }]]],
	['bold, then not', '\x1b[1ma\x1b[22mb', [['a', { bold: true }]]],
	['bright and background', '\x1b[91;44ma', [['a', { color: 'brightRed', background: 'blue' }]]],
	['no parameters: back to normal', '\x1b[31ma\x1b[mb', [['a', { color: 'red' }]]],
	[
		'a style lasts beyond its line',
		'\x1b[33ma\nb\x1b[0m',
		[
			['a', { color: 'yellow' }],
			['b', { color: 'yellow' }],
		],
	],
	['256 colours', '\x1b[38;5;196ma', [['a', { color: '#ff0000' }]]],
	['the first sixteen of them by name', '\x1b[38;5;9ma', [['a', { color: 'brightRed' }]]],
	['grey', '\x1b[38;5;232ma', [['a', { color: '#080808' }]]],
	['true colour', '\x1b[48;2;1;2;3ma', [['a', { background: '#010203' }]]],
	['an impossible colour', '\x1b[38;2;1;2;999ma', []],
	['overwritten by a carriage return', '\x1b[31mabc\x1b[0m\rx', []],
] as const) {
	test(`styles of terminal text: ${what}`, () => {
		assert.deepEqual(styled(raw), expected);
	});
}

test('whatever is written, no control and no line end is left, and every part lies in its line', () => {
	const piece = fc.constantFrom(
		'\x1b',
		'[',
		']',
		'31',
		';',
		'm',
		'\r',
		'\b',
		'\x07',
		'ab',
		'\n',
		'\0',
		'\u2066',
		'38;5;',
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
			const raw = pieces.join('');
			const { lines, spans } = readTerminalText(raw);
			assert.equal(lines.length, raw.split('\n').length);
			for (const line of lines) assert.doesNotMatch(line, /[\0-\x08\x0a-\x1f\x7f-\x9f\u2066]/);
			for (const { line, start, end } of spans) {
				assert.ok(start >= 0);
				assert.ok(end >= start);
				assert.ok(start <= (lines[line]?.length ?? -1));
			}
		}),
	);
});
