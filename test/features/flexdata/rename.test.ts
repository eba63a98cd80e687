import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefused } from '../../../server/src/base/refused.ts';
import { flexdataPrepareRename, flexdataRename } from '../../../server/src/features/flexdata/rename.ts';
import { applyEdits } from '../../support/applyEdits.ts';
import { sceneOf } from './support.ts';

/** The files after a renaming as one text, or why it is refused. */
async function renamed(text: string, name: string): Promise<string> {
	const { document, offset, context, open, fixture } = await sceneOf(text);
	const edit = flexdataRename(document, offset, name, context);
	if (edit === undefined) return 'nothing here';
	if (isRefused(edit)) return `refused: ${edit.reason}`;
	return [...fixture.files.keys()]
		.map((path) => `//- ${path}\n${applyEdits(open(path), edit.changes?.[`file://${path}`] ?? [])}`)
		.join('');
}

const scene = `//- /metro/etc/master.conf
[collect ./x.conf]
[section my/things]
: here
co‸lor: red
both: $[:color] $[my/things/color?] $[]
//- /metro/etc/x.conf
m: [
echo $[my/things/color:lax] # $[my/things/colorful]
]
[when my/things/color is red]
[section my]
things/more: $[my/things]
`;
const plain = scene.replace('‸', '');

test('a key is renamed at every use, in the form written there', async () => {
	assert.equal(await renamed(scene, 'colour'), plain.replaceAll(/color\b/g, 'colour'));
});

test('a key is renamed from a reference as well, with its whole name', async () => {
	const text = plain.replace('$[my/things/color:lax]', '$[my/things/co‸lor:lax]');
	assert.equal(await renamed(text, 'my/things/colour'), plain.replaceAll(/color\b/g, 'colour'));
	assert.match(await renamed(text, 'elsewhere/colour'), /^refused: .*is in \[section my\/things\]/);
});

test('a section is renamed with all that lies below it', async () => {
	const text = plain.replace('[section my/things]', '[section my/th‸ings]');
	assert.equal(await renamed(text, 'my/stuff'), plain.replaceAll('things', 'stuff'));
});

const there: readonly [what: string, text: string, name: string, back: string][] = [
	['a key', scene, 'tint', 'color'],
	['a section', plain.replace('[section my/things]', '[section my/th‸ings]'), 'my/stuff', 'my/things'],
];

for (const [what, text, name, back] of there) {
	test(`${what} renamed and renamed back is unchanged`, async () => {
		const once = await renamed(text, name);
		const at = text.indexOf('‸');
		const again = `${once.slice(0, at)}‸${once.slice(at)}`;
		assert.notEqual(once, text.replace('‸', ''));
		assert.equal(await renamed(again, back), text.replace('‸', ''));
	});
}

const refusals: readonly [text: string, name: string, why: RegExp][] = [
	['//- /metro/etc/master.conf\npath/mir‸ror: /x\n', 'path/other', /Metro's own program/],
	['//- /metro/etc/master.conf\na: $[target/bu‸ild]\n', 'x', /Metro's own program|argument/],
	['//- /metro/etc/master.conf\n[section x]\n‸: 1\n', 'y', /rename the section/],
	['//- /metro/etc/master.conf\n[section x]\na: $[‸]\n', 'y', /rename the section/],
	['//- /metro/etc/master.conf\na‸: 1\nb: 2\n', 'b', /already defined/],
	['//- /metro/etc/master.conf\na‸: 1\n', 'b c', /spaces/],
	['//- /metro/etc/master.conf\na‸: 1\n', 'b:c', /colons/],
	['//- /metro/etc/master.conf\na‸: 1\n', 'b?', /"\?"/],
	['//- /metro/etc/master.conf\nmy/x‸y: [\n]\nm: [\n$[[my/$[which]]]\n]\n', 'my/z', /composed/],
];

for (const [text, name, why] of refusals) {
	test(`refused: ${JSON.stringify(text)} as ${name}`, async () => {
		assert.match(await renamed(text, name), why);
	});
}

test('prepareRename returns the range to edit, or the reason for refusal', async () => {
	const { document, offset, context } = await sceneOf(scene);
	const answer = flexdataPrepareRename(document, offset, context);
	assert.ok(answer !== undefined && 'range' in answer);
	assert.equal(answer.placeholder, 'color');
	const comment = await sceneOf('//- /metro/etc/master.conf\n# com‸ment\n');
	assert.equal(flexdataPrepareRename(comment.document, comment.offset, comment.context), undefined);
});

test('a new name that is already referred to, or that Metro reads, is refused', async () => {
	const text = '//- /metro/etc/master.conf\nm‸y: 1\nx: $[yours:lax]\n//- /metro/etc/x.conf\na: $[theirs?]\n';
	assert.match(await renamed(text, 'yours'), /^refused: yours is referred to in etc\/master\.conf/);
	assert.match(await renamed(text, 'theirs'), /^refused: theirs is referred to in etc\/x\.conf/);
	assert.match(await renamed(text, 'target/class'), /^refused: Metro's own program knows target\/class/);
	const section = '//- /metro/etc/master.conf\n[section m‸y]\na: 1\n[section s]\nx: $[yours/b:lax]\n';
	assert.match(await renamed(section, 'yours'), /^refused: yours\/b is referred to/);
	assert.match(await renamed(section, 'path'), /^refused: Metro's own program knows path\//);
	assert.match(await renamed(section, 'ours'), /\[section ours\]/);
});
