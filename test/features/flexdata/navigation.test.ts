import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Location } from 'vscode-languageserver-types';
import { toRange, toSpan } from '../../../server/src/features/convert.ts';
import {
	flexdataCallHierarchy,
	flexdataIncomingCalls,
	flexdataOutgoingCalls,
} from '../../../server/src/features/flexdata/callHierarchy.ts';
import {
	flexdataCodeLenses,
	flexdataResolveCodeLens,
} from '../../../server/src/features/flexdata/codeLenses.ts';
import { flexdataInlayHints } from '../../../server/src/features/flexdata/inlayHints.ts';
import { flexdataLinks } from '../../../server/src/features/flexdata/links.ts';
import {
	flexdataDefinition,
	flexdataHighlights,
	flexdataReferences,
} from '../../../server/src/features/flexdata/navigation.ts';
import { flexdataSelectionRange } from '../../../server/src/features/flexdata/selectionRanges.ts';
import { flexdataWorkspaceSymbols } from '../../../server/src/features/flexdata/workspaceSymbols.ts';
import { type Scene, sceneOf } from './support.ts';

/** Places as `path: marked text`, in a fixed order. */
function shown({ open }: Scene, locations: readonly Location[]): string[] {
	return locations
		.map(({ uri, range }) => {
			const document = open(uri.slice('file://'.length));
			const { start, end } = toSpan(document.lines, range);
			return `${document.path}:${range.start.line + 1} ${document.text.slice(start, end)}`;
		})
		.sort();
}

const definitions: readonly [what: string, fixture: string, places: readonly string[]][] = [
	[
		'of a key in another file',
		'//- /metro/etc/master.conf\n[collect ./x.conf]\na: $[‸b]\n//- /metro/etc/x.conf\nb: 1\n',
		['/metro/etc/x.conf:1 b'],
	],
	[
		'of a key relative to its section',
		'//- /metro/etc/master.conf\n[section s]\nb: 1\na: $[:‸b]\n',
		['/metro/etc/master.conf:2 b'],
	],
	[
		'of a conditional key, all that are in force',
		'//- /metro/etc/master.conf\n[when x]\nb: 1\n[when y]\nb: 2\n[when *]\na: $[‸b]\n',
		['/metro/etc/master.conf:2 b', '/metro/etc/master.conf:4 b'],
	],
	[
		'of a key that only files of other builds define',
		'//- /metro/etc/master.conf\na: $[‸b]\n//- /metro/etc/x.conf\nb: 1\n',
		['/metro/etc/x.conf:1 b'],
	],
	[
		'of a path with references, in this run',
		'//- /metro/etc/master.conf\n[collect ./builds/$[target/build]/bu‸ild.conf]\n//- /metro/etc/builds/current/build.conf\n//- /metro/etc/builds/other/build.conf\n',
		['/metro/etc/builds/current/build.conf:1 '],
	],
	[
		'of a path with references nobody defines: all that it may be',
		'//- /metro/etc/master.conf\n[collect ./builds/$[which]/bu‸ild.conf]\n//- /metro/etc/builds/current/build.conf\n//- /metro/etc/builds/other/build.conf\n',
		['/metro/etc/builds/current/build.conf:1 ', '/metro/etc/builds/other/build.conf:1 '],
	],
	[
		'of a path of many references: in time that does not grow with how they could share what is there',
		`//- /metro/etc/master.conf\n[collect ./${'$[a]e'.repeat(40)}/no‸ne]\n//- /metro/etc/builds/${'e'.repeat(120)}/build.conf\n`,
		[],
	],
	[
		'of a path with something between its pieces, at least one character for each reference',
		'//- /metro/etc/master.conf\n[collect ./b/$[a]$[b]/$[c].co‸nf]\n//- /metro/etc/b/x/y.conf\n//- /metro/etc/b/xy/z.conf\n//- /metro/etc/b/xy/z/.conf\n',
		['/metro/etc/b/xy/z.conf:1 '],
	],
	[
		'of the file a value is read from',
		'//- /metro/etc/master.conf\na: << /metro/etc/mode‸\n//- /metro/etc/mode\nx\n',
		['/metro/etc/mode:1 '],
	],
];

for (const [what, text, places] of definitions) {
	test(`definition ${what}`, async () => {
		const scene = await sceneOf(text);
		assert.deepEqual(
			shown(scene, await flexdataDefinition(scene.document, scene.offset, scene.context)),
			places,
		);
	});
}

const twoFiles = `//- /metro/etc/master.conf
[collect ./x.conf]
[section s]
ke‸y: 1
other: $[:key] $[s/key?]
//- /metro/etc/x.conf
m: [
echo $[s/key:lax]
]
[when s/key is 1]
//- /metro/etc/builds/other/build.conf
a: $[s/key]
`;

test('references in all files, collected or not, with and without the definition', async () => {
	const scene = await sceneOf(twoFiles);
	const uses = [
		'/metro/etc/builds/other/build.conf:1 $[s/key]',
		'/metro/etc/master.conf:4 $[:key]',
		'/metro/etc/master.conf:4 $[s/key?]',
		'/metro/etc/x.conf:2 $[s/key:lax]',
		'/metro/etc/x.conf:4 s/key',
	];
	const { document, offset, context } = scene;
	assert.deepEqual(shown(scene, await flexdataReferences(document, offset, false, context)), uses);
	assert.deepEqual(
		shown(scene, await flexdataReferences(document, offset, true, context)),
		[...uses, '/metro/etc/master.conf:3 key'].sort(),
	);
});

test('references of a collect that may be any of two thousand files: each collect of them once', async () => {
	const files = Array.from({ length: 2000 }, (_, i) => `//- /metro/etc/f${i}.conf\n[collect ./$[x]]\n`);
	const scene = await sceneOf(`//- /metro/etc/master.conf\n[collect .‸/$[x]]\n${files.join('')}`);
	const places = await flexdataReferences(scene.document, scene.offset, false, scene.context);
	assert.equal(places.filter(({ uri }) => uri.includes('/etc/f')).length, 2000);
	assert.equal(new Set(places.map(({ uri }) => uri)).size, places.length);
});

test('highlights in one file distinguish definitions from uses', async () => {
	const { document, offset } = await sceneOf(twoFiles);
	assert.deepEqual(
		flexdataHighlights(document, offset).map(({ kind, range }) => [kind, range.start.line]),
		[
			[3, 2],
			[2, 3],
			[2, 3],
		],
	);
});

test('the graph of files is walked both ways, circles included', async () => {
	const { document, offset, context } = await sceneOf(
		'//- /metro/etc/master.conf\n[collect ./a.conf]‸\n//- /metro/etc/a.conf\n# a\n[collect ./master.conf when never]\n',
	);
	const [here] = flexdataCallHierarchy(document, offset, context);
	assert.equal(here?.name, 'master.conf');
	assert.ok(here !== undefined);
	const [to] = flexdataOutgoingCalls(here, context);
	assert.equal(to?.to.name, 'a.conf');
	assert.ok(to !== undefined);
	assert.deepEqual(
		flexdataIncomingCalls(to.to, context).map(({ from }) => from.name),
		['master.conf'],
	);
	assert.deepEqual(
		flexdataOutgoingCalls(to.to, context).map((call) => call.to.name),
		['master.conf'],
	);
});

test('a file that collects another tens of thousands of times is walked in time that grows with its length', async () => {
	const times = 30_000;
	const { document, context } = await sceneOf(
		`//- /metro/etc/master.conf\n${'[collect ./a.conf when never]\n'.repeat(times)}//- /metro/etc/a.conf\n# a\n`,
	);
	const before = process.cpuUsage();
	const [here] = flexdataCallHierarchy(document, 0, context);
	assert.ok(here !== undefined);
	const [to, ...more] = flexdataOutgoingCalls(here, context);
	assert.deepEqual([to?.fromRanges.length, more], [times, []]);
	assert.equal((await flexdataLinks(document, context)).length, times);
	assert.ok(process.cpuUsage(before).user < 5_000_000, 'it took more than seconds');
});

test('workspace symbols are found by parts and by scattered letters', async () => {
	const { context } = await sceneOf('//- /metro/etc/master.conf\n[section steps]\nchroot/run: [\n]\n');
	const names = (query: string): string[] => flexdataWorkspaceSymbols(query, context).map(({ name }) => name);
	assert.deepEqual(names('Root/R'), ['steps/chroot/run']);
	assert.deepEqual(names('scrun'), ['steps/chroot/run']);
	assert.deepEqual(names('nothing like it'), []);
});

test('hints show the values of references, only in the visible range', async () => {
	const { document, context } = await sceneOf(
		'//- /metro/etc/master.conf\na: $[target/build]/x\nb: plain\n[collect ./builds/$[target/build]/build.conf]\n',
	);
	const whole = { start: 0, end: document.text.length };
	const hints = await flexdataInlayHints(document, whole, context);
	assert.deepEqual(
		hints.map(({ label }) => label),
		['= current/x', '→ etc/builds/current/build.conf'],
	);
	assert.deepEqual(await flexdataInlayHints(document, { start: 23, end: 30 }, context), []);
});

test('among conditional definitions, the one in effect has a hint, and its file a link', async () => {
	const { document, context } = await sceneOf(
		[
			'//- /metro/etc/master.conf',
			'[when target is stage1]',
			'a: $[target]/one',
			'b: << /metro/etc/no',
			'c: /metro/etc/no',
			'[when target is stage3]',
			'a: $[target]/three',
			'b: << /metro/etc/yes',
			'c: /metro/etc/yes',
			'//- /metro/etc/yes',
			'x',
			'//- /metro/etc/no',
			'x',
			'',
		].join('\n'),
	);
	const whole = { start: 0, end: document.text.length };
	assert.deepEqual(
		(await flexdataInlayHints(document, whole, context)).map(({ label, position }) => [label, position.line]),
		[
			['= stage3/three', 5],
			['= x', 6],
		],
	);
	assert.deepEqual(
		(await flexdataLinks(document, context)).map(({ target, range }) => [target, range.start.line]),
		[
			['file:///metro/etc/yes', 6],
			['file:///metro/etc/yes', 7],
		],
	);
});

test('lenses count uses and name who collects the file', async () => {
	const scene = await sceneOf(twoFiles);
	const titles = async (path: string): Promise<readonly (string | undefined)[]> => {
		const document = scene.open(path);
		const lenses = await flexdataCodeLenses(document, scene.context);
		// Lenses that are not visible cost nothing.
		assert.ok(lenses.every(({ command }) => command === undefined));
		const resolved = lenses.map((lens) => flexdataResolveCodeLens(document, lens, scene.context));
		return (await Promise.all(resolved)).map(({ command }) => command?.title);
	};
	assert.deepEqual(await titles('/metro/etc/master.conf'), ['Collected by .metro', '5 uses']);
	assert.deepEqual(await titles('/metro/etc/x.conf'), ['Collected by master.conf']);
	assert.match((await titles('/metro/etc/builds/other/build.conf'))[0] ?? '', /^Not collected for current/);
});

test('a lens opens the places that it counts', async () => {
	const scene = await sceneOf(twoFiles);
	const document = scene.open('/metro/etc/master.conf');
	const [, uses] = await flexdataCodeLenses(document, scene.context);
	assert.ok(uses !== undefined);
	const { command } = await flexdataResolveCodeLens(document, uses, scene.context);
	const [uri, position, places] = command?.arguments ?? [];
	assert.deepEqual([uri, position, command?.title], [document.uri, uses.range.start, '5 uses']);
	assert.deepEqual(
		shown(scene, places),
		shown(scene, await flexdataReferences(document, scene.offset, false, scene.context)),
	);
});

test('files that collect this one in other runs are found too, but not those that only might', async () => {
	const scene = await sceneOf(
		[
			'//- /metro/etc/master.conf',
			'[collect ./$[target]/$[target/build].conf]',
			'[collect ./a.conf]',
			'//- /metro/etc/a.conf',
			'[collect ./steps/common.conf]',
			'//- /metro/etc/b.conf',
			'[collect ./steps/com‸mon.conf]',
			'//- /metro/etc/steps/common.conf',
			'x: 1',
			'//- /metro/etc/stage1/other.conf',
			'y: 1',
			'',
		].join('\n'),
	);
	const { document, offset, context } = scene;
	const incoming = (path: string): string[] => {
		const [item] = flexdataCallHierarchy(scene.open(path), 0, context);
		return item === undefined ? [] : flexdataIncomingCalls(item, context).map(({ from }) => from.name);
	};
	assert.deepEqual(incoming('/metro/etc/steps/common.conf'), ['a.conf', 'b.conf']);
	assert.deepEqual(incoming('/metro/etc/stage1/other.conf'), ['master.conf']);
	assert.deepEqual(shown(scene, await flexdataReferences(document, offset, false, context)), [
		'/metro/etc/a.conf:1 ./steps/common.conf',
		'/metro/etc/b.conf:1 ./steps/common.conf',
	]);
	const common = scene.open('/metro/etc/steps/common.conf');
	const [lens] = await flexdataCodeLenses(common, context);
	assert.ok(lens !== undefined);
	assert.equal((await flexdataResolveCodeLens(common, lens, context)).command?.title, 'Collected by a.conf');
});

test('at most 500 of thousands of symbols are returned, the best match first', async () => {
	const keys = Array.from({ length: 2000 }, (_, at) => `k${at}e${at}y: x\n`).join('');
	const { context } = await sceneOf(`//- /metro/etc/master.conf\n${keys}key: x\n`);
	const names = (query: string): string[] => flexdataWorkspaceSymbols(query, context).map(({ name }) => name);
	assert.equal(names('key').length, 500);
	assert.equal(names('key')[0], 'key');
	assert.equal(names('').length, 500);
});

test('a selection grows from the word to the file', async () => {
	const { document, offset } = await sceneOf(
		'//- /metro/etc/master.conf\n[section s]\na: x $[path/t‸mp] y\n[section t]\n',
	);
	const grown: string[] = [];
	let at: ReturnType<typeof flexdataSelectionRange> | undefined = flexdataSelectionRange(document, offset);
	for (; at !== undefined; at = at.parent) {
		const { start, end } = toSpan(document.lines, at.range);
		grown.push(document.text.slice(start, end));
	}
	assert.deepEqual(grown, [
		'path/tmp',
		'$[path/tmp]',
		'x $[path/tmp] y',
		'a: x $[path/tmp] y\n',
		'[section s]\na: x $[path/tmp] y\n',
		document.text,
	]);
	assert.deepEqual(toRange(document.lines, { start: 0, end: 0 }).start, { line: 0, character: 0 });
});
