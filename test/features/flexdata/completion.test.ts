import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextEdit } from 'vscode-languageserver-types';
import { flexdataCompletion } from '../../../server/src/features/flexdata/completion.ts';
import { applyEdits } from '../../support/applyEdits.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';
import { contextWith } from './support.ts';

async function labels(marked: string, values: Readonly<Record<string, string>> = {}): Promise<string[]> {
	const { text, offset } = withCursor(marked);
	return (await flexdataCompletion(documentOf(text), offset, contextWith(values))).map((item) => item.label);
}

async function accepted(marked: string, label: string, values = {}): Promise<string> {
	const { text, offset } = withCursor(marked);
	const document = documentOf(text);
	const items = await flexdataCompletion(document, offset, contextWith(values));
	const edit = items.find((item) => item.label === label)?.textEdit;
	assert.ok(edit !== undefined && TextEdit.is(edit), `no completion "${label}"`);
	return applyEdits(document, [edit]);
}

test('options/stage offers its words, those already there left out', async () => {
	const all = ['cache/compiler', 'cache/package', 'cache/kernel', 'probe'];
	assert.deepEqual(await labels('[section metro]\noptions/stage: |\n'), all);
	assert.deepEqual(
		await labels('[section metro]\noptions/stage: probe |\n'),
		all.filter((word) => word !== 'probe'),
	);
	assert.deepEqual(await labels('metro/options/stage: |\n'), all);
});

test('a word that is being typed is replaced whole', async () => {
	assert.equal(
		await accepted('[section metro]\noptions/stage: probe cache/p|a\n', 'cache/package'),
		'[section metro]\noptions/stage: probe cache/package\n',
	);
});

test('keys with a fixed set of values offer them', async () => {
	assert.deepEqual(await labels('[section target]\ncompression: |\n'), ['bz2', 'gz', 'xz']);
});

test('a new line offers the keys of its section that are not there yet', async () => {
	const found = await labels('[section path/mirror]\nowner: root\n|\n');
	assert.ok(found.includes('group'));
	assert.ok(!found.includes('owner'));
});

test('behind $[ the names of the set-up are offered, closed with a bracket', async () => {
	const values = { 'path/tmp': '/var/tmp/metro' };
	assert.equal(await accepted('a: $[path/t|\n', 'path/tmp', values), 'a: $[path/tmp]\n');
	assert.equal(await accepted('a: $[path/t|]\n', 'path/tmp', values), 'a: $[path/tmp]\n');
	assert.equal(
		await accepted('[section path]\nx: 1\ny: $[:|\n', ':x', values),
		'[section path]\nx: 1\ny: $[:x]\n',
	);
});

test('[ offers annotations, [section the section names', async () => {
	assert.ok((await labels('[|\n')).includes('collect'));
	assert.ok((await labels('[section path/|]\n')).includes('path/mirror'));
});

test('nothing is offered inside a block, but for variables', async () => {
	assert.deepEqual(await labels('steps/run: [\nec|ho\n]\n'), []);
	assert.ok((await labels('a: 1\nsteps/run: [\necho $[|\n]\n')).includes('a'));
});
