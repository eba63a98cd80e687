import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver-types';
import { flexdataHover } from '../../../server/src/features/flexdata/hover.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';
import { contextWith } from './support.ts';

async function hover(marked: string, values: Readonly<Record<string, string>> = {}): Promise<string> {
	const { text, offset } = withCursor(marked);
	const found = await flexdataHover(documentOf(text), offset, contextWith(values));
	if (found === undefined) return '';
	assert.ok(MarkupContent.is(found.contents));
	return found.contents.value;
}

test('cache/package says what it does, where the cache lies and when to switch it off', async () => {
	const text = await hover('[section metro]\noptions/stage: cache/pa|ckage\n');
	assert.match(text, /binary packages/);
	assert.match(text, /\/var\/tmp\/metro\/cache\/package-cache/);
	assert.match(text, /When to switch it off.*ABI/s);
});

test('a key says what it means and what it is in this set-up', async () => {
	const text = await hover('[section path/mirror]\now|ner: $[who]\n', { 'path/mirror/owner': 'root' });
	assert.match(text, /path\/mirror\/owner/);
	assert.match(text, /In this set-up: `root`/);
});

test('a variable says what it becomes, relative names included', async () => {
	assert.match(await hover('[section path]\nx: $[:t|mp]/y\n', { 'path/tmp': '/var/tmp' }), /`\/var\/tmp`/);
	assert.match(await hover('x: [\necho $[path/t|mp]\n]\n', { 'path/tmp': '/var/tmp' }), /`\/var\/tmp`/);
});

test('text from files cannot become Markdown', async () => {
	const text = await hover('a[b](command:x): |\nk|ey: v\n'.replace('|', ''), { key: '`[x](command:evil)`' });
	assert.ok(!/(?<!`)\[x\]\(command/.test(text.replace(/``? .*? ``?/g, '')));
});

test('nothing is said where there is nothing to say', async () => {
	assert.equal(await hover('plain: wo|rd\n'), '');
	assert.equal(await hover('# com|ment\n'), '');
});
