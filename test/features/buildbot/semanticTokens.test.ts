/** What of a `.buildbot` is coloured by meaning. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildbotSemanticTokens } from '../../../server/src/features/buildbot/semanticTokens.ts';
import { type BuildbotContext, bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { documentOf } from '../../support/cursor.ts';
import { shownTokens } from '../../support/shownTokens.ts';

function tokensOf(text: string, context: BuildbotContext = bareContext): string[] {
	const document = documentOf(text, '/home/metro/.buildbot');
	return shownTokens(document, buildbotSemanticTokens(document, context));
}

test('settings and known names are highlighted, misspellings are not', () => {
	const text = [
		'pc = ("corei7", "corei8")',
		'subarchs = pc',
		'all_subarches = subarches + pc + ("i686",)',
		'other = ("i686",)',
	].join('\n');
	assert.deepEqual(tokensOf(text), [
		'corei7 namespace',
		'all_subarches property definition',
		'subarches property',
		'i686 namespace',
	]);
});

test('names from the set-up are known, each list by its own', () => {
	const context = { ...bareContext, builds: ['mine'] };
	assert.deepEqual(tokensOf('builds = ("mine", "i686")\narches = ["mine"]', context), [
		'builds property definition',
		'mine namespace',
		'arches property definition',
	]);
});

test('a parameter is not a setting; map_build is known by its name, even in unfinished text', () => {
	assert.deepEqual(
		tokensOf('def f(builds): return builds\ndef map_build(b, s, f, d):\n\treturn f(\nx = map_build'),
		['map_build function definition', 'map_build function'],
	);
});

test('only tokens in the requested range are returned', () => {
	const document = documentOf(
		'builds = ("funtoo-current",)\narches = ("x86-64bit",)',
		'/home/metro/.buildbot',
	);
	const range = { start: document.text.indexOf('arches'), end: document.text.length };
	assert.deepEqual(shownTokens(document, buildbotSemanticTokens(document, bareContext, range)), [
		'arches property definition',
		'x86-64bit namespace',
	]);
});
