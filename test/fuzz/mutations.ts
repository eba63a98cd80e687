/** Random changes to a Python text: characters, tokens, lines, indentation, brackets, quotes. */
import { tokenize } from '../../server/src/buildbot/index.ts';

const characters = [
	...'()[]{}:,=.;\'"\\ \t\n\r\f#@*+-/%<>!&|^~0129_eEjxXafbru',
	...['é', '€', '\0', '\u00a0', '\u2028', '😀', '\ufeff', '"""', "'''", '\r\n', '\\\n'],
];
const words = [
	...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def'],
	...['del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is'],
	...['lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'],
	...['match', 'case', '_', 'type', 'print', 'exec', 'x', '1', '0777', '1_', '1e', '0x', '1.5', '1j', '"s"'],
	...[
		"'t'",
		'f"{x}"',
		"f'{x!r:>{w}}'",
		'f"{"',
		"b'b'",
		':=',
		'->',
		'**',
		'//',
		'>>=',
		'...',
		'!=',
		'<>',
		'==',
	],
	...['(', ')', '[', ']', '{', '}', ',', ':', '=', '.', '*', '@', ';', '+', '-', 'not in', 'is not', 'x=1'],
	...['*a', '**k', 'x for x in y', 'lambda: 0', 'yield x', '__debug__', 'from __future__ import annotations'],
];

type Random = () => number;

function pick<Item>(items: readonly Item[], random: Random): Item {
	return items[Math.floor(random() * items.length)] as Item;
}

function spliced(text: string, start: number, end: number, middle: string): string {
	return text.slice(0, start) + middle + text.slice(end);
}

function byCharacter(text: string, random: Random): string {
	const at = Math.floor(random() * (text.length + 1));
	const gone = random() < 0.5 ? 1 : 0;
	return spliced(text, at, at + gone, gone === 1 && random() < 0.5 ? '' : pick(characters, random));
}

function byToken(text: string, random: Random): string {
	const { tokens } = tokenize(text);
	if (tokens.length === 0) return text;
	const { start, end } = pick(tokens, random);
	const other = pick(tokens, random);
	const word = random() < 0.6 ? pick(words, random) : text.slice(other.start, other.end);
	switch (Math.floor(random() * 4)) {
		case 0:
			return spliced(text, start, end, '');
		case 1:
			return spliced(text, start, end, word);
		case 2:
			return spliced(text, start, start, `${word} `);
		default:
			return spliced(text, end, end, ` ${text.slice(start, end)}`);
	}
}

function byLine(text: string, random: Random): string {
	const lines = text.split('\n');
	const at = Math.floor(random() * lines.length);
	const line = lines[at] ?? '';
	const other = Math.floor(random() * lines.length);
	switch (Math.floor(random() * 5)) {
		case 0:
			lines.splice(at, 1);
			break;
		case 1:
			lines.splice(at, 0, lines[other] ?? '');
			break;
		case 2:
			lines[at] = lines[other] ?? '';
			lines[other] = line;
			break;
		case 3:
			lines[at] = pick(['\t', ' ', '        ', '\t\t', ' \t', '\f'], random) + line;
			break;
		default:
			lines[at] = line.replace(/^\s/, '');
	}
	return lines.join('\n');
}

function byJoining(text: string, random: Random, others: readonly string[]): string {
	const other = pick(others, random);
	const cut = Math.floor(random() * (text.length + 1));
	const from = Math.floor(random() * (other.length + 1));
	return text.slice(0, cut) + (random() < 0.5 ? '' : other.slice(from));
}

/** A text with one to three random changes. */
export function mutated(text: string, random: Random, others: readonly string[]): string {
	let out = text;
	for (let changes = 1 + Math.floor(random() * 3 * random()); changes > 0; changes--) {
		const kind = random();
		if (kind < 0.3) out = byCharacter(out, random);
		else if (kind < 0.75) out = byToken(out, random);
		else if (kind < 0.95) out = byLine(out, random);
		else out = byJoining(out, random, others);
	}
	return out;
}
