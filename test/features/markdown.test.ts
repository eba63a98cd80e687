import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeMarkdown } from '../../server/src/base/escapeMarkdown.ts';
import { codeBlock, inlineCode, markdownLink } from '../../server/src/features/markdown.ts';

test('code is fenced by more backquotes than it holds in a row, however many rows there are', () => {
	assert.equal(inlineCode('a `` b'), '```a `` b```');
	assert.equal(codeBlock('a ```` b'), '`````\na ```` b\n`````');
	const many = '` '.repeat(200_000);
	assert.equal(inlineCode(`${many}x`), `\`\` ${many}x \`\``);
	assert.equal(codeBlock(many), `\`\`\`\n${many}\n\`\`\``);
});

test('no text and no path ends a link early', () => {
	assert.equal(markdownLink('a](b)[c', 'file:///x)(y'), '[a\\](b)\\[c](file:///x%29%28y)');
});

const escaped: readonly [text: string, markdown: string][] = [
	['funtoo-current x86-64bit core2_64 (full): 1.4', 'funtoo-current x86-64bit core2_64 (full): 1.4'],
	['[x](command:evil) `y` <b>', '\\[x\\](command:evil) \\`y\\` \\<b\\>'],
	['_x_ *y* a_b ~~z~~', '\\_x\\_ \\*y\\* a_b \\~\\~z\\~\\~'],
	['see http://a.b, www.c.d, e@f.g', 'see http\\://a.b, www\\.c.d, e\\@f.g'],
	['# no heading', '\\# no heading'],
	['- no list', '\\- no list'],
	['12. no list', '12\\. no list'],
	['one\ntwo', 'one two'],
	['$(icon) $[key]', '\\$(icon) \\$\\[key\\]'],
];

for (const [text, markdown] of escaped) {
	test(`${JSON.stringify(text)} stays literal, and unescaped where possible`, () => {
		assert.equal(escapeMarkdown(text), markdown);
	});
}
