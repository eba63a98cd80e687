import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver-types';
import { flexdataHover } from '../../../server/src/features/flexdata/hover/hover.ts';
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

test('a reference shows how it is resolved, step by step, each with file and line', async () => {
	const scene = await sceneOf(
		'//- /metro/etc/master.conf\n[collect ./x.conf]\na: $[‸b]/end\n//- /metro/etc/x.conf\nb: $[c]\n\nc: deep\n',
	);
	const text = await hoverIn(scene);
	assert.match(text, /: `deep`/);
	assert.match(text, /Defined by \[etc\/x\.conf:1\]\(file:\/\/\/metro\/etc\/x\.conf#L1\)/);
	assert.match(text, /- `\$\[c\]` → `deep` \(\[etc\/x\.conf:3\]/);
});

test('errors that would stop Metro are shown', async () => {
	assert.match(await hover('a|: $[b]\nb: $[a]\n'), /Metro stops:\* Circular reference/);
	assert.match(await hover('a|: x$[b:zap]\n'), /:zap/);
});

test('a collect shows where it leads', async () => {
	assert.match(await hover('[collect ./builds/$[target/bu|ild]/build.conf]\n'), /For current/);
	assert.match(
		await hover('[collect ./bui|lds/$[target/build]/build.conf]\n'),
		/Collects\n\n- \[etc\/builds\/current/,
	);
	assert.match(await hover('[collect ./bui|lds/$[nobody]/build.conf]\n'), /Not collected in this run/);
});

test('a section lists the keys that Metro knows below it', async () => {
	assert.match(await hover('[section path/mir|ror]\n'), /`owner`/);
	const own = await hover('[section mi|ne]\nb: 1\na: 2\n');
	assert.equal(own, '**mine**\n\nOther keys in the set-up: `a`, `b`');
});

test('a key of our own says which command reads it, and that Metro does not', async () => {
	const text = await hover('[section upload]\nho|st: master\n');
	assert.match(text, /The master, which gets the builds/);
	assert.match(text, /Not a key of Metro, which ignores it: `buildrepo upload` reads it/);
	assert.match(await hover('[section publish/far]\ntar|get: b2:x\n'), /Where visitors find the repository/);
	assert.doesNotMatch(await hover('[section path]\nmir|ror: /m\n'), /Not a key of Metro/);
});

test('text from files cannot become Markdown', async () => {
	const text = await hover('k|ey: `[x](command:evil)`\n');
	assert.ok(!/(?<!`)\[x\]\(command/.test(text.replace(/``? .*? ``?/g, '')));
});

test('there is no hover where there is nothing to say', async () => {
	assert.equal(await hover('plain: wo|rd\n'), '');
	assert.equal(await hover('# com|ment\n'), '');
});

test('steps are written as in the file, and only once', async () => {
	const text = await hover(
		[
			'm|: [',
			'$[b:zap] $[b:zap] $[nobody:lax] $[nobody?] $[target/build]',
			'$[[one]]',
			'$[[nothing:lax]]',
			']',
			'b: 1',
			'one: [',
			'x',
			']',
			'',
		].join('\n'),
	);
	const [, steps = ''] = text.split('How it is resolved:\n\n');
	assert.deepEqual(
		steps.split('\n').map((line) => line.replace(/\]\([^)]*\)/g, ']')),
		[
			'- `$[b:zap]` → `1` ([etc/master.conf:6])',
			'- `$[nobody:lax]` → *nothing, since it is not defined*',
			'- `$[nobody?]` → `no`',
			'- `$[target/build]` → `current` (an argument)',
			'- `$[[one]]` → *1 line* ([etc/master.conf:7])',
			'- `$[[nothing:lax]]` → *nothing, since it is not defined*',
		],
	);
});

test('a key that only files define which are not collected names these', async () => {
	const text = await hoverIn(
		await sceneOf(
			'//- /metro/etc/master.conf\na: $[‸gnome:zap]\n//- /metro/etc/builds/gnome/build.conf\n\ngnome: 1\n',
		),
	);
	assert.match(
		text,
		/Not defined for current.*\n\nFiles that define it.*\n\n- \[etc\/builds\/gnome\/build\.conf:2\]/s,
	);
});

test('values are listed from the installation', async () => {
	const scene = await sceneOf(
		'//- /metro/etc/master.conf\na: $[‸target/build]\n//- /metro/etc/builds/mine/build.conf\n',
	);
	assert.match(await hoverIn(scene), /Values: `current`, `mine`\n/);
	assert.match(await hover('a: $[|portage/stable]\n'), /Values: \*empty\*, `~`\n/);
});

test('the file after << is named, and reported if missing', async () => {
	const read = (path: string): Promise<string> =>
		sceneOf(`//- /metro/etc/master.conf\na: x\nb: << ${path}‸\n//- /metro/etc/value\nv\n`).then(hoverIn);
	assert.equal(await read('$[path/install]/etc/value'), 'Reads [etc/value](file:///metro/etc/value)');
	assert.equal(await read('/none'), 'Reads `/none`, which cannot be read: *Metro stops here.*');
});

test('.metro is shown by its name', async () => {
	const scene = await sceneOf(
		'//- /home/.metro\n[section path]\ninstall: /metro\n[collect $[path/install]/etc/master.conf]\n//- /metro/etc/master.conf\na: $[‸path/install]\n',
	);
	assert.match(await hoverIn(scene), /Defined by \[\.metro:2\]\(file:\/\/\/home\/\.metro#L2\)/);
});
