/** Hover, definition, references, symbols and folding in `.buildbot`. `|` is the cursor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverAborted } from '../../../server/src/base/abort.ts';
import { evaluationOf } from '../../../server/src/features/buildbot/buildbotDocument.ts';
import { buildbotHover } from '../../../server/src/features/buildbot/hover/hover.ts';
import { buildbotDefinition, buildbotReferences } from '../../../server/src/features/buildbot/navigation.ts';
import { buildbotFolding, buildbotSymbols } from '../../../server/src/features/buildbot/symbols.ts';
import { bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';

const path = '/home/metro/.buildbot';

async function hoverText(marked: string): Promise<string | undefined> {
	const { text, offset } = withCursor(marked);
	const document = documentOf(text, path);
	const buildbot = evaluationOf(document, bareContext);
	const editor = { uriOf: String, hasCommands: () => false };
	const scene = { document, buildbot, context: bareContext, editor, moment: 0 };
	const contents = (await buildbotHover(scene, offset, neverAborted))?.contents;
	return contents === undefined || typeof contents === 'string' || !('value' in contents)
		? undefined
		: contents.value;
}

/** Places as `line:character`, both from zero. */
function places(find: typeof buildbotDefinition, marked: string): string[] {
	const { text, offset } = withCursor(marked);
	const document = documentOf(text, path);
	const buildbot = evaluationOf(document, bareContext);
	return find(document, buildbot, offset, bareContext, { uriOf: String }).map(
		({ range }) => `${range.start.line}:${range.start.character}`,
	);
}

test('hover on a subarch shows its facts, through slices and sums as well', async () => {
	assert.match(
		(await hoverText('subarches = ("amd64-|jaguar",)')) ?? '',
		/arch: `x86-64bit`\n- CHOST: `[^`]+`\n- CFLAGS: `-march=btver2/,
	);
	assert.match((await hoverText('subarches = "i686 core|i7".split()[1:]')) ?? '', /Subarch `corei7`/);
	assert.equal(await hoverText('x = "core|i7"'), undefined);
});

test('definition leads to every assignment of the same variable', () => {
	assert.deepEqual(places(buildbotDefinition, 'pc = ("a",)\npc += ("b",)\nsubarches = p|c\n'), [
		'0:0',
		'1:0',
	]);
	assert.deepEqual(places(buildbotDefinition, 'x = 1\ndef f(x):\n\treturn |x\n'), ['1:6']);
	assert.deepEqual(places(buildbotDefinition, 'x = 1\ny = [x for x in (1,) if |x]\n'), ['1:11']);
	assert.deepEqual(places(buildbotDefinition, 'def f(): pass\n|f()\n'), ['0:4']);
	assert.deepEqual(places(buildbotDefinition, 'import os.path\nx = |os.sep\n'), ['0:7']);
	assert.deepEqual(places(buildbotDefinition, 'from os import path as p\nx = |p.sep\n'), ['0:23']);
});

test('references keep variables of one name apart, and find names in lists', () => {
	assert.deepEqual(places(buildbotReferences, '|x = 1\ndef f(x):\n\treturn x\ny = x\n'), ['0:0', '3:4']);
	assert.deepEqual(places(buildbotReferences, 'x = 1\ndef f():\n\tglobal x\n\tx = 2\n|x\n'), [
		'0:0',
		'3:1',
		'4:0',
	]);
	const lists = 'subarches = ("i686", "k6")\nall_subarches = ("k|6", "i686")\nx = ("k6",)\n';
	assert.deepEqual(places(buildbotReferences, lists), ['0:22', '1:18']);
});

test('symbols: settings with their names, functions with their parameters', () => {
	const document = documentOf(
		'builds = (\n\t"a",\n\t"b",\n)\nstale_days = 3\ndef f(x, y):\n\treturn x\n',
		path,
	);
	assert.deepEqual(
		buildbotSymbols(document).map(({ name, detail, children }) => [
			name,
			detail,
			children?.map((child) => child.name),
		]),
		[
			['builds', '2 names', ['a', 'b']],
			['stale_days', undefined, undefined],
			['f', '(x, y)', undefined],
		],
	);
});

test('folding: sequences and functions over several lines', () => {
	const document = documentOf('builds = (\n\t"a",\n)\nx = 1\ndef f(x):\n\n\treturn x\n\n\ny = 2\n', path);
	assert.deepEqual(buildbotFolding(document), [
		{ startLine: 0, endLine: 2 },
		{ startLine: 4, endLine: 6 },
	]);
});
