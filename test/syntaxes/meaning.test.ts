/** What the grammar paints keeps its colour when the server tells the same by meaning: to themes it is one scope. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { flexdataSemanticTokens } from '../../server/src/features/flexdata/semanticTokens.ts';
import { sceneOf } from '../features/flexdata/support.ts';
import { shownTokens } from '../support/shownTokens.ts';
import { loadEngine, loadGrammar, tokenize } from './grammars.ts';

/** What VS Code takes a kind of token for where a theme has no rule of its own. */
const defaults: Readonly<Record<string, string>> = {
	namespace: 'entity.name.namespace',
	function: 'entity.name.function',
	variable: 'variable.other',
	keyword: 'keyword.control',
	operator: 'keyword.operator',
	modifier: 'storage.modifier',
	string: 'string',
};

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
const [{ scopes: declared }] = manifest.contributes.semanticTokenScopes;

before(loadEngine);

test('the scope of each token is the one that its meaning falls back to', async () => {
	const { document, context } = await sceneOf(`//- /metro/etc/master.conf
[collect $[steps/m]]
[section steps when local is a b]
local: 1
line: $[local] $[local:lax] $[:line?]
m: [
$[[steps/block:lax]]
echo $[steps/local:zap]
]
block: [
]
`);
	const grammar = await loadGrammar('source.metro');
	const lines = document.text.split('\n');
	const painted = tokenize(grammar, lines).flatMap(({ tokens }, at) =>
		tokens.map(({ start, end, scopes }) => ({
			start: document.lines.offset(at, start),
			end: document.lines.offset(at, end),
			scope: scopes.at(-1) ?? '',
		})),
	);
	let at = 0;
	const seen = new Set<string>();
	for (const shown of shownTokens(document, flexdataSemanticTokens(document, context))) {
		const [text = '', type = '', modifier] = shown.split(' ');
		at = document.text.indexOf(text, at);
		const { scope } = painted.find(({ start, end }) => start <= at && at < end) ?? {};
		at += text.length;
		const meaning = declared[`${type}.${modifier}`]?.[0] ?? declared[type]?.[0] ?? defaults[type];
		seen.add(type);
		// That a key is not here, or nowhere, only the server can know.
		if (modifier === 'definition' || modifier === 'local' || modifier === undefined)
			assert.ok(scope?.startsWith(meaning), `${shown}: ${scope} is not ${meaning}`);
	}
	assert.deepEqual([...seen].sort(), [...Object.keys(defaults), 'property'].sort());
});
