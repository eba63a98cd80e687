import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeBlock, inlineCode } from '../../server/src/features/markdown.ts';

test('code is fenced by more backquotes than it holds in a row, however many rows there are', () => {
	assert.equal(inlineCode('a `` b'), '```a `` b```');
	assert.equal(codeBlock('a ```` b'), '`````\na ```` b\n`````');
	const many = '` '.repeat(200_000);
	assert.equal(inlineCode(`${many}x`), `\`\` ${many}x \`\``);
	assert.equal(codeBlock(many), `\`\`\`\n${many}\n\`\`\``);
});
