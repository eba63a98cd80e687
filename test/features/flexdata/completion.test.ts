import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CompletionList, MarkupContent, TextEdit } from 'vscode-languageserver-types';
import {
	flexdataCompletion,
	offersBehindSpace,
} from '../../../server/src/features/flexdata/completion/completion.ts';
import { flexdataResolveCompletion } from '../../../server/src/features/flexdata/completion/resolve.ts';
import { withoutDefaults } from '../../../server/src/lsp/compat/plainCompletion.ts';
import { applyEdits } from '../../support/applyEdits.ts';
import { masterScene, type Scene, sceneOf } from './support.ts';

/** What an editor is offered that wants each item whole. */
async function offerIn({ document, offset, context }: Scene): Promise<CompletionList> {
	return withoutDefaults(await flexdataCompletion(document, offset, context));
}

async function labelsIn(scene: Scene): Promise<string[]> {
	return (await offerIn(scene)).items.map((item) => item.label);
}

async function labels(marked: string): Promise<string[]> {
	return labelsIn(await masterScene(marked));
}

async function accepted(marked: string, label: string): Promise<string> {
	const scene = await masterScene(marked);
	const { items } = await offerIn(scene);
	const edit = items.find((item) => item.label === label)?.textEdit;
	assert.ok(
		edit !== undefined && TextEdit.is(edit),
		`no completion "${label}" among ${items.map((i) => i.label)}`,
	);
	return applyEdits(scene.document, [edit]);
}

const optionWords = ['cache/compiler', 'cache/package', 'cache/kernel', 'probe'];

/** What can begin a line besides keys. */
const annotations = [
	'section',
	'collect',
	'when',
	'when *',
	'section when',
	'collect when',
	'option',
	'block',
];

const whole: readonly [marked: string, labels: readonly string[]][] = [
	['[section metro]\noptions/stage: |\n', optionWords],
	['[section metro]\noptions/stage: probe |\n', optionWords.filter((word) => word !== 'probe')],
	['metro/options/stage: |\n', optionWords],
	['[section target]\ncompression: |\n', ['bz2', 'gz', 'xz']],
	['steps/run: [\nec|ho\n]\n', []],
	['a: $[b:|\n', ['lax', 'zap']],
	['m: [\n$[[b:|\n]\n', ['lax']],
	['[section upload]\n|\n', ['bandwidth', 'buildrepo', 'host', 'index', 'path', ...annotations]],
	['[section upload]\nindex: |\n', ['yes', 'no']],
	['[section publish]\n|\n', ['bandwidth', 'links', 'program', 'remove', 'target', ...annotations]],
	['[section publish/far]\nprogram: |\n', ['rsync', 'rclone']],
	['[option |\n', ['parse/strict', 'parse/lax']],
	['[collect ./x |\n', ['when']],
	['[when strategy/build |\n', ['is', 'in']],
	['[when strategy/build is |\n', ['local', 'remote']],
	['[when strategy/build is local r|\n', ['remote']],
	['# comm|ent\n', []],
	['  # $[|\n', []],
	['# [|\n', []],
];

for (const [marked, expected] of whole) {
	test(`completion at ${JSON.stringify(marked)}`, async () => {
		assert.deepEqual(await labels(marked), expected);
	});
}

const behindSpace: readonly [marked: string, offers: boolean][] = [
	['[collect |]\n', true],
	['[section |\n', true],
	['[when strategy/build is |]\n', true],
	['[when strategy/build is local |]\n', true],
	['compression: |\n', true],
	['version: << |\n', true],
	['[section path] |\n', false],
	['author: Somebody |\n', false],
	['# compression: |\n', false],
	[' |\n', false],
	['steps/run: [\n[test |\n]\n', false],
];

for (const [marked, offers] of behindSpace) {
	test(`a space brings up ${offers ? 'a list' : 'nothing'} at ${JSON.stringify(marked)}`, async () => {
		const { document, offset } = await masterScene(marked);
		assert.equal(offersBehindSpace(document, offset), offers);
	});
}

const edits: readonly [marked: string, label: string, after: string][] = [
	[
		'[section metro]\noptions/stage: probe cache/p|a\n',
		'cache/package',
		'[section metro]\noptions/stage: probe cache/package\n',
	],
	['path/tmp: /x\na: $[path/t|\n', 'path/tmp', 'path/tmp: /x\na: $[path/tmp]\n'],
	['path/tmp: /x\na: $[path/t|]\n', 'path/tmp', 'path/tmp: /x\na: $[path/tmp]\n'],
	['[section path]\nx: 1\ny: $[:|\n', ':x', '[section path]\nx: 1\ny: $[:x]\n'],
	['m: [\n]\nn: [\n$[[|\n]\n', 'm', 'm: [\n]\nn: [\n$[[m]]\n]\n'],
	['m: [\n]\nn: [\n$[[|]]\n]\n', 'm', 'm: [\n]\nn: [\n$[[m]]\n]\n'],
	['[when target/b|\n', 'target/build', '[when target/build\n'],
	['[collect ./|\n', './multi-targets/full', '[collect ./multi-targets/full]\n'],
	[
		'a: << |\n',
		'$[path/install]/targets/gentoo/stage3.spec',
		'a: << $[path/install]/targets/gentoo/stage3.spec\n',
	],
	[
		'm: [\n<< $[path/install]/ta|\n]\n',
		'$[path/install]/targets/gentoo/stage3.spec',
		'm: [\n<< $[path/install]/targets/gentoo/stage3.spec\n]\n',
	],
	['m: [\n# $[path/i|\n]\n', 'path/install', 'm: [\n# $[path/install]\n]\n'],
	// The whole word around the cursor is replaced.
	['path/tmp: /x\na: $[pa|th/x]/y\n', 'path/tmp', 'path/tmp: /x\na: $[path/tmp]/y\n'],
	['path/tmp: /x\na: $[pa|th/x:zap]\n', 'path/tmp', 'path/tmp: /x\na: $[path/tmp:zap]\n'],
	['m: [\n]\nn: [\n$[[|x:lax]]\n]\n', 'm', 'm: [\n]\nn: [\n$[[m:lax]]\n]\n'],
	['x: 1\nm: [\necho "$[|y" ]\n]\n', 'x', 'x: 1\nm: [\necho "$[x]y" ]\n]\n'],
	['[section path]\nx: 1\ny: $[:|z]\n', ':x', '[section path]\nx: 1\ny: $[:x]\n'],
	['[when tar|get is x]\n', 'target/build', '[when target/build is x]\n'],
	['[when target is sta|ge1]\n', 'stage3', '[when target is stage3]\n'],
	['[section pa|th]\n', 'path/mirror', '[section path/mirror]\n'],
	['[collect ./mul|ti/full when x]\n', './multi-targets/full', '[collect ./multi-targets/full when x]\n'],
	[
		'[collect $[path/install]/e|tc/x]\n',
		'$[path/install]/etc/multi-targets/full',
		'[collect $[path/install]/etc/multi-targets/full]\n',
	],
	['[collect /me|\n', '/metro/etc/multi-targets/full', '[collect /metro/etc/multi-targets/full]\n'],
	['a: << /|x\n', '/metro/etc/multi-targets/full', 'a: << /metro/etc/multi-targets/full\n'],
	['[section target]\ncomp|res: xz\n', 'compression', '[section target]\ncompression: xz\n'],
	['steps/chr|o: [\n]\n', 'steps/chroot/run', 'steps/chroot/run: [\n]\n'],
	['[section target]\ncomp|res\n', 'compression', '[section target]\ncompression: $0\n'],
	['a: $[b:l|ax]\n', 'zap', 'a: $[b:zap]\n'],
	['a: $[b:l|/x\n', 'lax', 'a: $[b:lax/x\n'],
	['[option parse/l|ax]\n', 'parse/strict', '[option parse/strict]\n'],
	['[collect ./x w|hen y]\n', 'when', '[collect ./x when y]\n'],
	['[when target i|s x]\n', 'in', '[when target in x]\n'],
	['[se|ct x]\n', 'section', '[section x]\n'],
	['[se|ct]\n', 'section', '[section ${1:name}]\n'],
	['se|\n', 'section', '[section ${1:name}]\n'],
	['|\n', 'block', '${1:name}: [\n$0\n]\n'],
	['[collect |]\n', '../targets/gentoo/stage3.spec', '[collect ../targets/gentoo/stage3.spec]\n'],
];

for (const [marked, label, after] of edits) {
	test(`${label} makes ${JSON.stringify(after)}`, async () => {
		assert.equal(await accepted(marked, label), after);
	});
}

test('a new line offers the keys of its section that are not there yet', async () => {
	const found = await labels('[section path/mirror]\nowner: root\n|\n');
	assert.ok(found.includes('group'));
	assert.ok(!found.includes('owner'));
});

test('[ offers annotations, [section the section names', async () => {
	assert.ok((await labels('[|\n')).includes('collect'));
	assert.ok((await labels('[section path/|]\n')).includes('path/mirror'));
});

test('after $[[ only blocks are offered', async () => {
	const found = await labels('a: 1\nm: [\n]\nn: [\n$[[|\n]\n');
	assert.ok(found.includes('m') && !found.includes('a'));
});

test('outside of the installation files are offered from path/install on', async () => {
	const scene = await sceneOf('//- /home/.metro\n[section path]\ninstall: /metro\n[collect ‸\n');
	assert.ok((await labelsIn(scene)).includes('$[path/install]/targets/gentoo/stage3.spec'));
});

test('names have their values, and get their documentation when selected', async () => {
	const scene = await masterScene('[section target]\ncompression: xz\n[section a]\nb: $[|\n');
	const { items } = await offerIn(scene);
	const item = items.find(({ label }) => label === 'target/compression');
	assert.equal(item?.labelDetails?.description, 'xz');
	const { documentation } = await flexdataResolveCompletion(item ?? { label: '' }, scene.context);
	assert.ok(MarkupContent.is(documentation));
	assert.match(documentation.value, /Here: `xz`/);
});

for (const [line, label] of [
	['comp|', 'compression'],
	['other: $[target/comp|', 'target/compression'],
	['other: $[:comp|', ':compression'],
] as const) {
	test(`a key offered at ${line} is explained when selected`, async () => {
		const scene = await masterScene(`[section target]\n${line}\n`);
		const item = (await offerIn(scene)).items.find((one) => one.label === label);
		assert.ok(item !== undefined);
		const { documentation } = await flexdataResolveCompletion(item, scene.context);
		assert.ok(MarkupContent.is(documentation));
		assert.match(documentation.value, /^Compression of the finished stage/);
	});
}

test('of very many names, matching ones are offered in an incomplete list', async () => {
	const many = Array.from({ length: 1000 }, (_, n) => `key${n}: x`).join('\n');
	const offered = async (typed: string): Promise<CompletionList> =>
		offerIn(await masterScene(`[section farm]\n${many}\nlast: $[${typed}|\n`));
	const narrow = await offered('farm/key99');
	assert.equal(narrow.isIncomplete, true);
	const found = narrow.items.map(({ label }) => label);
	for (const name of ['farm/key99', 'farm/key990', 'farm/key999']) assert.ok(found.includes(name), name);
	assert.ok(!found.includes('farm/key1'));
	const all = await offered('');
	assert.deepEqual([all.isIncomplete, all.items.length], [true, 100]);
});

test('a key is not offered in its own value, which would be circular', async () => {
	assert.ok(!(await labels('a: 1\nb: $[|\n')).includes('b'));
	assert.ok((await labels('a: 1\nb: $[|\n')).includes('a'));
	assert.ok(!(await labels('m: [\n$[[|\n]\nn: [\n]\n')).includes('m'));
});

test('keys that another collected file defines come after those that can be set here', async () => {
	const scene = await sceneOf(
		'//- /metro/etc/master.conf\n[collect ./x.conf]\n[section path]\n‸\n//- /metro/etc/x.conf\npath/cache: /c\n',
	);
	const { items } = await offerIn(scene);
	const cache = items.find(({ label }) => label === 'cache');
	assert.equal(cache?.labelDetails?.description, 'already in etc/x.conf');
	const tmp = items.find(({ label }) => label === 'tmp');
	assert.ok((tmp?.sortText ?? '') < (cache?.sortText ?? ''));
	assert.equal(tmp?.labelDetails, undefined);
});

test('values are names in the installation', async () => {
	const at = async (line: string): Promise<string[]> =>
		labelsIn(await sceneOf(`//- /metro/etc/master.conf\n${line}\n//- /metro/etc/builds/mine/build.conf\n`));
	assert.deepEqual(await at('[when target/build is ‸]'), ['current', 'mine']);
	assert.deepEqual(await at('[section target]\nbuild: ‸'), ['current', 'mine']);
	assert.deepEqual(await at('[section multi]\ntargets: ‸'), ['stage3']);
	assert.ok((await at('[when target/subarch is ‸]')).includes('amd64-jaguar'));
});
