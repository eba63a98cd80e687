/** What the grammars paint keeps its colour when the server tells the same by meaning: to themes it is one scope. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { buildbotSemanticTokens } from '../../server/src/features/buildbot/semanticTokens.ts';
import type { DocumentView } from '../../server/src/features/documentView.ts';
import { flexdataSemanticTokens } from '../../server/src/features/flexdata/semanticTokens.ts';
import { bareContext } from '../../server/src/setup/buildbot/buildbotContext.ts';
import { sceneOf } from '../features/flexdata/support.ts';
import { documentOf } from '../support/cursor.ts';
import { shownTokens } from '../support/shownTokens.ts';
import { loadEngine, loadGrammar, tokenize } from './grammars.ts';

/** What VS Code takes a kind of token for where neither the manifest nor a theme has a rule for it. */
const defaults: Readonly<Record<string, string>> = {
	namespace: 'entity.name.namespace',
	property: 'variable.other.property',
	function: 'entity.name.function',
	variable: 'variable.other',
	keyword: 'keyword.control',
	operator: 'keyword.operator',
	modifier: 'storage.modifier',
	string: 'string',
};

interface Declared {
	readonly language: string;
	readonly scopes: Readonly<Record<string, readonly string[]>>;
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
const declared: readonly Declared[] = manifest.contributes.semanticTokenScopes;

before(loadEngine);

/** Compares token by token; the kinds that there were. */
async function compare(language: string, document: DocumentView, data: readonly number[]): Promise<string[]> {
	const own = declared.find((one) => one.language === language)?.scopes ?? {};
	const painted = tokenize(await loadGrammar(`source.${language}`), document.text.split('\n')).flatMap(
		({ tokens }, line) =>
			tokens.map(({ start, end, scopes }) => ({
				start: document.lines.offset(line, start),
				end: document.lines.offset(line, end),
				scope: scopes.at(-1),
			})),
	);
	const kinds = new Set<string>();
	let at = 0;
	for (const shown of shownTokens(document, data)) {
		const [text = '', type = '', modifier = ''] = shown.split(' ');
		at = document.text.indexOf(text, at);
		const scope = painted.find(({ start, end }) => start <= at && at < end)?.scope;
		const meaning = own[`${type}.${modifier}`]?.[0] ?? own[type]?.[0] ?? defaults[type];
		assert.ok(meaning !== undefined && scope?.startsWith(meaning), `${shown}: ${scope} is not ${meaning}`);
		kinds.add(type);
		at += text.length;
	}
	return [...kinds].sort();
}

test('configuration: everything that is defined in the same file', async () => {
	const { document, context } = await sceneOf(`//- /metro/etc/master.conf
[collect $[local]]
local: 1
[section steps when local is a b]
line: $[local] $[local:lax] $[:line?]
m: [
$[[steps/block:lax]]
echo $[local:zap]
]
block: [
]
`);
	const kinds = await compare('metro', document, flexdataSemanticTokens(document, context));
	assert.deepEqual(kinds, Object.keys(defaults).sort());
});

test('.buildbot: settings and map_build', async () => {
	const text =
		'builds = ()\nall_builds = builds\nkeep_num = 3\n\ndef map_build(a, b, c, d):\n\treturn "full"\n';
	const document = documentOf(text, '/home/metro/.buildbot');
	const kinds = await compare('metro-buildbot', document, buildbotSemanticTokens(document, bareContext));
	assert.deepEqual(kinds, ['function', 'property']);
});
