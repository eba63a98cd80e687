/** Completion in `.buildbot`, in whole and in unfinished text. `|` is the cursor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import { buildbotCompletion } from '../../../server/src/features/buildbot/completion.ts';
import { type BuildbotContext, bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { applyEdits } from '../../support/applyEdits.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';

function complete(marked: string, context: BuildbotContext = bareContext): CompletionItem[] {
	const { text, offset } = withCursor(marked);
	return buildbotCompletion(documentOf(text, '/home/metro/.buildbot'), offset, context);
}

/** The text after taking one of the items. */
function taken(marked: string, label: string, context?: BuildbotContext): string {
	const item = complete(marked, context).find((one) => one.label === label);
	assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} is not offered`);
	return applyEdits(documentOf(withCursor(marked).text), [item.textEdit]);
}

const mapBuild = 'def map_build(build, subarch, full, full_date):\n';

/** The text before, the accepted item, and the text after. */
const takes: readonly (readonly [about: string, marked: string, label: string, after: string])[] = [
	['in quotes', 'subarches = ("core|",)', 'corei7', 'subarches = ("corei7",)'],
	[
		'in quotes without end',
		'subarches = (\n\t"core|\nbuilds = ("x",)',
		'corei7',
		'subarches = (\n\t"corei7\nbuilds = ("x",)',
	],
	[
		'the whole name, not its beginning',
		'subarches = ("core2_|32",)',
		'core2_64',
		'subarches = ("core2_64",)',
	],
	['outside quotes', 'subarches = (\n\tcore|\n)', 'corei7', 'subarches = (\n\t"corei7",\n)'],
	['a comma that is there stays one', 'subarches = (|, "i686")', 'corei7', 'subarches = ("corei7", "i686")'],
	['without brackets', 'builds = |', 'funtoo-current', 'builds = ("funtoo-current",)'],
	[
		'behind a missing comma',
		'subarches = (\n\t"i686"\n\t"|",\n)',
		'corei7',
		'subarches = (\n\t"i686"\n\t"corei7",\n)',
	],
	['in a sum', 'all_subarches = subarches + (\n\t"|"', 'corei7', 'all_subarches = subarches + (\n\t"corei7"'],
	[
		'in a variable that reaches a list',
		'pc = ("|",)\nsubarches = pc',
		'corei7',
		'pc = ("corei7",)\nsubarches = pc',
	],
	['in a list method', 'subarches.append("|")', 'corei7', 'subarches.append("corei7")'],
	[
		'a word of a text that is split',
		'subarches = "i686 |".split()',
		'corei7',
		'subarches = "i686 corei7".split()',
	],
	['arches', 'arches = ["pure|"]', 'pure64', 'arches = ["pure64"]'],
	['in a block', 'if True:\n\tbuilds = ("|",)', 'funtoo-stable', 'if True:\n\tbuilds = ("funtoo-stable",)'],
	['the mode', `${mapBuild}\treturn "|"`, 'freshen', `${mapBuild}\treturn "freshen"`],
	['an extra behind a plus', `${mapBuild}\treturn "full+op|"`, 'openvz', `${mapBuild}\treturn "full+openvz"`],
	[
		'an extra as an item',
		`${mapBuild}\treturn ("full", "|")`,
		'openvz',
		`${mapBuild}\treturn ("full", "openvz")`,
	],
	[
		'a name compared',
		`${mapBuild}\tif subarch in ["i686", "|"]:`,
		'corei7',
		`${mapBuild}\tif subarch in ["i686", "corei7"]:`,
	],
	[
		'the mode before a plus',
		`${mapBuild}\treturn "fu|l+lxc"`,
		'freshen',
		`${mapBuild}\treturn "freshen+lxc"`,
	],
	[
		'an extra between two',
		`${mapBuild}\treturn "full+op|x+lxc"`,
		'openvz',
		`${mapBuild}\treturn "full+openvz+lxc"`,
	],
	['a setting that is there, by its whole name', 'st|ale = 3\n', 'stale_days', 'stale_days = 3\n'],
	['a new setting', 'st|ale\n', 'keep_num', 'keep_num = ${1:3}\n'],
	['a bare name, whole', 'subarches = (\n\tcor|e\n)', 'corei7', 'subarches = (\n\t"corei7",\n)'],
	['a parameter, whole', `${mapBuild}\tif fu|ll:`, 'full_date', `${mapBuild}\tif full_date:`],
	['a parameter', `${mapBuild}\tif fu|`, 'full_date', `${mapBuild}\tif full_date`],
];

for (const [about, marked, label, after] of takes) {
	test(`completion: ${about}`, () => assert.equal(taken(marked, label), after));
}

/** Places where nothing is offered. */
const silent = [
	'# sub|',
	'x = foo("|")',
	'stale_days = |',
	'x = "|"',
	'subarches = ("a",)[|]',
	'for x in ("|",): pass',
];

for (const marked of silent) {
	test(`completion is silent: ${marked}`, () => assert.deepEqual(complete(marked), []));
}

test('settings are offered at the start of a statement, except those already set', () => {
	const labels = complete('builds = ("x",)\n|\nsubarches = ("y",)\n').map(({ label }) => label);
	assert.ok(labels.includes('arches') && labels.includes('all_builds') && labels.includes('map_build'));
	assert.ok(!labels.includes('builds') && !labels.includes('subarches'));
	const [first] = complete('|');
	assert.match(JSON.stringify(first?.documentation), /Builds made on this machine/);
});

test('a subarch shows its arch and its CFLAGS', () => {
	const item = complete('subarches = ("|",)').find(({ label }) => label === 'amd64-jaguar');
	assert.equal(item?.labelDetails?.description, 'x86-64bit');
	assert.equal(item?.detail, '-march=btver2 -O2 -pipe');
});

test('a name in the list already comes last and says so; the one being typed does not count', () => {
	const items = complete('subarches = ("corei7", "|")\nall_subarches = subarches + ("i686",)');
	const listed = items.filter(({ sortText }) => sortText?.startsWith('9'));
	assert.deepEqual(
		listed.map(({ label, labelDetails }) => [label, labelDetails?.description]),
		[['corei7', 'x86-64bit, already listed']],
	);
	assert.equal(described(items, 'i686'), 'x86-32bit, in all_subarches');
	assert.ok(complete('subarches = ("core|i7",)').every(({ sortText }) => !sortText?.startsWith('9')));
});

function described(items: ReturnType<typeof complete>, name: string): string | undefined {
	return items.find(({ label }) => label === name)?.labelDetails?.description;
}

for (const [marked, note] of [
	['subarches = ("|",)\nall_subarches = ("corei7",)\n', 'in all_subarches'],
	['subarches = ("|",)\nall_subarches = subarches + ("corei7",)\n', 'in all_subarches'],
	['subarches = ("corei7",)\nall_subarches = ("|",)\n', 'in subarches'],
	['subarches = ("corei7",)\nall_subarches = subarches + ("|",)\n', 'already listed'],
	['subarches = ("corei7",)\nindex_ignore_subarches = ("|",)\n', undefined],
	['mine = ("|",)\nsubarches = mine\nall_subarches = subarches + ("corei7",)\n', 'in all_subarches'],
] as const) {
	test(`only the same list counts as already listed: ${JSON.stringify(marked)}`, () => {
		const expected = note === undefined ? 'x86-64bit' : `x86-64bit, ${note}`;
		assert.equal(described(complete(marked), 'corei7'), expected);
	});
}

for (const marked of [
	'subarches = (\n\t"core|\n\t"i686",\n\t"corei7",\n)\nbuilds = ("x",)\n',
	'subarches = (\n\t"i686",\n\t"core|,\n\t"corei7",\n)\n',
	'subarches = (\n\t"i686",\n\tcore|\n\t"corei7",\n)\n',
	'subarches = ("|, "i686", "corei7")\n',
	"subarches = (\n\t'|\n\t'i686',\n)\nsubarches += ('corei7',)\n",
]) {
	test(`names below what is being typed are in the list already: ${JSON.stringify(marked)}`, () => {
		const listed = complete(marked).filter(({ sortText }) => sortText?.startsWith('9'));
		assert.deepEqual(
			listed.map(({ label }) => label),
			['corei7', 'i686'],
		);
	});
}

test('names from the set-up come first, and their text is escaped', () => {
	const evil = 'x`](command:evil)';
	const context: BuildbotContext = {
		...bareContext,
		subarches: [{ name: evil, arch: 'x86-64bit', source: 'repository', inUse: true }],
		builds: ['my-build'],
	};
	const [first] = complete('subarches = ("|",)', context).sort((a, b) =>
		(a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1,
	);
	assert.equal(first?.label, evil);
	assert.match(JSON.stringify(first?.documentation), /``x`\]\(command:evil\)``/);
	assert.equal(taken('builds = ("|",)', 'my-build', context), 'builds = ("my-build",)');
});
