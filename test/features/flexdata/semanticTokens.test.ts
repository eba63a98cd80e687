import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flexdataSemanticTokens } from '../../../server/src/features/flexdata/semanticTokens.ts';
import { createTokenStore } from '../../../server/src/lsp/sync/semanticTokens.ts';
import { shownTokens } from '../../support/shownTokens.ts';
import { type Scene, sceneOf } from './support.ts';

/** Tokens as `text type modifiers`. */
function shown({ document, context }: Scene, range?: { start: number; end: number }): string[] {
	return shownTokens(document, flexdataSemanticTokens(document, context, range));
}

const text = `//- /metro/etc/master.conf
[collect ./x.conf]
[section s when here is 1]
a: $[s/b] $[other] $[nobody:lax] $[nobody] $[nobody?]
b: [
$[[m]]
]
//- /metro/etc/x.conf
other: 1
m: [
]
`;

test('references are coloured by where they are defined', async () => {
	assert.deepEqual(shown(await sceneOf(text)), [
		'collect keyword',
		'section keyword',
		's namespace',
		'here variable blank',
		'is operator',
		'1 string',
		'a property definition',
		's/b variable local',
		'other variable inherited',
		'nobody variable blank',
		'lax modifier',
		'nobody variable undefined',
		'nobody variable blank',
		'b function definition',
		'm function inherited',
	]);
});

test('a range has only its own tokens', async () => {
	const scene = await sceneOf(text);
	const start = scene.document.text.indexOf('b: [');
	assert.deepEqual(shown(scene, { start, end: start + 3 }), ['b function definition']);
});

test('a delta turns the old tokens into the new ones', () => {
	const store = createTokenStore();
	const before = [0, 0, 1, 0, 0, 1, 0, 2, 0, 0, 1, 0, 3, 0, 0];
	const after = [0, 0, 1, 0, 0, 1, 0, 9, 0, 0, 1, 0, 2, 0, 0, 1, 0, 3, 0, 0];
	const { resultId = '' } = store.full('x', before);
	const answer = store.delta('x', resultId, after);
	assert.ok('edits' in answer);
	const patched = [...before];
	for (const { start, deleteCount, data = [] } of answer.edits) patched.splice(start, deleteCount, ...data);
	assert.deepEqual(patched, after);
	assert.deepEqual(store.delta('x', answer.resultId ?? '', after), { resultId: '3', edits: [] });
	assert.ok('data' in store.delta('x', 'long gone', after));
});
