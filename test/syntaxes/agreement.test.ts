/** The grammar paints what the parser reads: both look at the same text, and must see the same lines, keys, comments and references. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type textmate from 'vscode-textmate';
import { parse, referencesOf } from '../../server/src/flexdata/index.ts';
import { loadEngine, loadGrammar, type Token, tokenize } from './grammars.ts';

/** One line as either side sees it; columns are offsets in the line. */
interface View {
	readonly kind: 'blank' | 'comment' | 'ignored' | 'annotation' | 'element' | 'opening' | 'text' | 'closing';
	readonly key?: string;
	readonly comment?: number;
	/** Where the references of a plain value begin. */
	readonly references?: readonly number[];
}

function paintedLine(line: string, tokens: readonly Token[]): View {
	const spans = (scope: string): readonly Token[] => tokens.filter(({ scopes }) => scopes.includes(scope));
	const has = (...scopes: readonly string[]): boolean => scopes.some((scope) => spans(scope).length > 0);
	if (has('meta.embedded.block.shell', 'meta.embedded.block.python', 'string.unquoted.block.metro'))
		return { kind: 'text' };
	if (has('punctuation.definition.string.end.metro')) return { kind: 'closing' };
	const hash = spans('comment.line.number-sign.metro')[0]?.start;
	const comment = hash === undefined ? {} : { comment: hash };
	if (has('meta.annotation.metro', 'invalid.illegal.annotation.metro'))
		return { kind: 'annotation', ...comment };
	if (has('punctuation.separator.key-value.metro')) {
		const key = [...spans('entity.name.tag.metro'), ...spans('entity.name.function.metro')]
			.map(({ start, end }) => line.slice(start, end))
			.join('');
		if (has('punctuation.definition.string.begin.metro')) return { kind: 'opening', key, ...comment };
		const references = spans('punctuation.definition.template-expression.begin.metro').map(
			({ start }) => start,
		);
		return { kind: 'element', key, references, ...comment };
	}
	if (has('meta.ignored.metro', 'invalid.deprecated.ignored.metro')) return { kind: 'ignored', ...comment };
	return hash === undefined ? { kind: 'blank' } : { kind: 'comment', ...comment };
}

function painted(grammar: textmate.IGrammar, lines: readonly string[]): readonly View[] {
	return tokenize(grammar, lines).map(({ tokens }, index) => paintedLine(lines[index] ?? '', tokens));
}

/** What the parser says of every line. Lines end in a line feed. */
function parsed(lines: readonly string[]): readonly View[] {
	return parse(lines.map((line) => `${line}\n`).join('')).nodes.flatMap((node): readonly View[] => {
		const start = node.span.start;
		const comment =
			'comment' in node && node.comment !== undefined ? { comment: node.comment.start - start } : {};
		switch (node.kind) {
			case 'block': {
				const inner = node.lastLine - node.line - (node.closing === undefined ? 0 : 1);
				return [
					{ kind: 'opening', key: node.name, ...comment },
					...Array.from({ length: inner }, (): View => ({ kind: 'text' })),
					...(node.closing === undefined ? [] : [{ kind: 'closing' } as const]),
				];
			}
			case 'element': {
				const references = referencesOf(node.value).map(({ span }) => span.start - start);
				return [{ kind: 'element', key: node.name, references, ...comment }];
			}
			default:
				return [{ kind: node.kind, ...comment }];
		}
	});
}

before(loadEngine);

/** A text without what an editor and Metro see apart: line ends that are none to the other, exotic blanks. */
function plainLines(text: string): readonly string[] | undefined {
	const lines = text.replace(/\n$/, '').split('\n');
	return /[^\n\t\x20-\x7e]/.test(text) ? undefined : lines;
}

test('recorded cases are coloured as they are parsed', async () => {
	const grammar = await loadGrammar('source.metro', true);
	const cases = readFileSync(join(import.meta.dirname, '../golden/flexdata.jsonl'), 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as { readonly name: string; readonly files: Record<string, unknown> });
	let seen = 0;
	for (const { name, files } of cases)
		for (const text of Object.values(files)) {
			const lines = typeof text === 'string' ? plainLines(text) : undefined;
			if (lines === undefined) continue;
			assert.deepEqual(painted(grammar, lines), parsed(lines), name);
			seen += 1;
		}
	assert.ok(seen > 200, `only ${seen} files`);
});

test('random lines are coloured as they are parsed', async () => {
	const grammar = await loadGrammar('source.metro', true);
	const pieces = [
		...['key', 'section', 'when', 'collect', 'x', ':', ':', ': ', ' ', ' ', '  ', '\t', '[', ']', '[ ', ' ]'],
		...['#', ' #', '$[a]', '$[[b]]', '$[', '?', '<<', '=', 'steps/y', '.py', '!', '/'],
	];
	// Numerical Recipes' generator: the same lines in every run.
	let state = 20151107;
	const next = (below: number): number => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	for (let round = 0; round < 3000; round += 1) {
		const line = Array.from({ length: 1 + next(9) }, () => pieces[next(pieces.length)] ?? '').join('');
		for (const opening of [[], ['[section steps]'], ['key: [']]) {
			const lines = [...opening, line, 'next: value', ' ]', line];
			assert.deepEqual(painted(grammar, lines), parsed(lines), JSON.stringify([...opening, line]));
		}
	}
});
