import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver-types';
import { flexdataHover } from '../../../server/src/features/flexdata/hover.ts';
import { masterScene, type Scene, sceneOf } from './support.ts';

async function hoverIn({ document, offset, context }: Scene): Promise<string> {
	const found = await flexdataHover(document, offset, context);
	if (found === undefined) return '';
	assert.ok(MarkupContent.is(found.contents));
	return found.contents.value;
}

async function hover(marked: string): Promise<string> {
	return hoverIn(await masterScene(marked));
}

test('cache/package says what it does, where the cache lies and when to switch it off', async () => {
	const text = await hover('[section metro]\noptions/stage: cache/pa|ckage\n');
	assert.match(text, /binary packages/);
	assert.match(text, /\/var\/tmp\/metro\/cache\/package-cache/);
	assert.match(text, /When to switch it off.*ABI/s);
});

test('a key says what it means and what it is in this run', async () => {
	const text = await hover('who: root\n[section path/mirror]\now|ner: $[who]\n');
	assert.match(text, /path\/mirror\/owner/);
	assert.match(text, /For current x86 generic\\_64 stage3 .*: `root`/);
});

test('a reference says what it comes to, hop by hop, each with file and line', async () => {
	const scene = await sceneOf(
		'//- /metro/etc/master.conf\n[collect ./x.conf]\na: $[‸b]/end\n//- /metro/etc/x.conf\nb: $[c]\n\nc: deep\n',
	);
	const text = await hoverIn(scene);
	assert.match(text, /: `deep`/);
	assert.match(text, /Defined by \[etc\/x\\\.conf:1\]\(file:\/\/\/metro\/etc\/x\.conf#L1\)/);
	assert.match(text, /- `\$\[c\]` → `deep` \(\[etc\/x\\\.conf:3\]/);
});

test('of a conditional key the definition that is taken is told', async () => {
	const text = await hover(
		'[when target/build is other]\na: 1\n[when target/build is current]\na: 2\n[when *]\nb: $[|a]\n',
	);
	assert.match(text, /when `target\/build is current`, which is true/);
	assert.match(text, /when `target\/build is other`$/m);
});

test('what Metro would stop at is said', async () => {
	assert.match(await hover('a|: $[b]\nb: $[a]\n'), /Metro stops:\* Circular reference/);
	assert.match(await hover('a|: x$[b:zap]\n'), /:zap/);
});

test('a collect tells where it leads', async () => {
	assert.match(await hover('[collect ./builds/$[target/bu|ild]/build.conf]\n'), /For current/);
	assert.match(
		await hover('[collect ./bui|lds/$[target/build]/build.conf]\n'),
		/Collects\n\n- \[etc\/builds\/current/,
	);
	assert.match(await hover('[collect ./bui|lds/$[nobody]/build.conf]\n'), /Not collected here/);
});

test('a section tells the keys that Metro knows below it', async () => {
	assert.match(await hover('[section path/mir|ror]\n'), /`owner`/);
});

test('text from files cannot become Markdown', async () => {
	const text = await hover('k|ey: `[x](command:evil)`\n');
	assert.ok(!/(?<!`)\[x\]\(command/.test(text.replace(/``? .*? ``?/g, '')));
});

test('nothing is said where there is nothing to say', async () => {
	assert.equal(await hover('plain: wo|rd\n'), '');
	assert.equal(await hover('# com|ment\n'), '');
});
