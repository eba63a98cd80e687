/** What the keyboard and the folding arrows do, by the expressions the editor takes from the language configurations. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { syntaxesFolder } from './grammars.ts';

interface Configuration {
	readonly comments: { readonly lineComment: string };
	readonly brackets: readonly (readonly [string, string])[];
	readonly wordPattern: string;
	readonly folding: { readonly markers?: { readonly start: string; readonly end: string } };
	readonly onEnterRules: readonly {
		readonly beforeText: string;
		readonly action: { readonly indent: string };
	}[];
}

function configuration(language: string): Configuration {
	return JSON.parse(
		readFileSync(join(syntaxesFolder, `${language}.language-configuration.json`), 'utf8'),
	) as Configuration;
}

const metro = configuration('metro');
const buildbot = configuration('metro-buildbot');

/** The effect of Enter at the end of a line; `undefined`: the editor's default. */
function onEnter({ onEnterRules }: Configuration, line: string): string | undefined {
	return onEnterRules.find((rule) => new RegExp(rule.beforeText).test(line))?.action.indent;
}

function words({ wordPattern }: Configuration, line: string): readonly string[] {
	return [...line.matchAll(new RegExp(wordPattern, 'g'))].map(([word]) => word);
}

test('both languages comment with a hash and know their brackets', () => {
	for (const { comments, brackets } of [metro, buildbot]) {
		assert.equal(comments.lineComment, '#');
		assert.ok(brackets.some(([open, close]) => open === '[' && close === ']'));
	}
});

test('a word of Metro configuration is a whole key', () => {
	for (const [line, expected] of [
		['target/build-x: funtoo-current', ['target/build-x', 'funtoo-current']],
		['a: $[path/mirror]/$[:name:zap]', ['a', 'path/mirror', '/', 'name', 'zap']],
		['$[[files/make.conf.newprofile:lax]]', ['files/make.conf.newprofile', 'lax']],
		['b: $[portage/files/package.use?]', ['b', 'portage/files/package.use']],
		['subarch: amd64-k8+sse4_2', ['subarch', 'amd64-k8+sse4_2']],
	] as const)
		assert.deepEqual(words(metro, line), expected, line);
});

test('a word of a .buildbot is a name, with its hyphens', () => {
	assert.deepEqual(words(buildbot, 'builds = ("funtoo-current", x86_64) + 1.5'), [
		'builds',
		'funtoo-current',
		'x86_64',
		'1.5',
	]);
});

test('blocks fold and begin at the margin, exactly where Metro opens them', () => {
	const { start, end } = metro.folding.markers ?? { start: '', end: '' };
	for (const [line, opens] of [
		['run: [', true],
		['\tchroot/run: [ ', true],
		[': [', true],
		['run: [ # why', true],
		['[section: [', true],
		['run:  [', false],
		['run: [  # why', false],
		['run: [ x ]', false],
		['run [', false],
		['# run: [', false],
		['two words: [', false],
	] as const) {
		assert.equal(new RegExp(start).test(line), opens, line);
		assert.equal(onEnter(metro, line), opens ? 'none' : undefined, line);
	}
	for (const [line, closes] of [
		[']', true],
		['\t] ', true],
		['] # no', false],
		[']]', false],
	] as const)
		assert.equal(new RegExp(end).test(line), closes, line);
});

test('Enter indents after a colon in a .buildbot and dedents after a return', () => {
	for (const [line, expected] of [
		['def map_build(build, subarch, full, full_date):', 'indent'],
		['\tif full: # why', 'indent'],
		['\telse:', 'indent'],
		['\treturn "full"', 'outdent'],
		['\treturn (', undefined],
		['builds = (', undefined],
		['format = {"a":', undefined],
	] as const)
		assert.equal(onEnter(buildbot, line), expected, line);
});
