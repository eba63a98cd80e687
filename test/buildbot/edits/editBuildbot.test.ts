/** Edits of `.buildbot` by a wish: the text afterwards, or why there is none. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { BuildbotWish } from '../../../server/src/buildbot/index.ts';
import { earlierRules, editBuildbot, evaluateBuildbot } from '../../../server/src/buildbot/index.ts';

const later = { isLater: true, hostName: 'one' };

function wish(words: string): BuildbotWish {
	const [holds, name, to] = words.split(' ');
	return { holds, name: name?.replaceAll('_', ' '), to } as BuildbotWish;
}

/** The text after the edit, which must be what its single changes make of the text before. */
function edited(source: string, words: string, rules = earlierRules): string {
	const answer = editBuildbot(source, wish(words), rules);
	if (answer.kind === 'refused') return answer.reason;
	let text = source;
	for (const { span, text: put } of answer.edits.toReversed())
		text = text.slice(0, span.start) + put + text.slice(span.end);
	assert.equal(text, answer.text);
	return text;
}

const others = 'builds = ("b",)\narches = ("a",)\n';

suite('a subarch that is to be built here', () => {
	for (const [before, after] of [
		['("x",)', '("x", "n")'],
		['("x", "y")', '("x", "y", "n")'],
		['("x", "y",)', '("x", "y", "n",)'],
		["('x','y')", "('x','y','n')"],
		['["x"]', '["x", "n"]'],
		["['x',]", "['x', 'n',]"],
		['{"x"}', '{"x", "n"}'],
		['"x", "y"', '"x", "y", "n"'],
		['"x",', '"x", "n"'],
		['( "x", "y" )', '( "x", "y", "n" )'],
		['(\n\t"x",\n\t"y"\n)', '(\n\t"x",\n\t"y",\n\t"n"\n)'],
		['(\n\t"x", # one\n\t"y", # two\n)', '(\n\t"x", # one\n\t"y", # two\n\t"n",\n)'],
		['(\n\t"x",\n\t"y" # two\n)', '(\n\t"x",\n\t"y", # two\n\t"n"\n)'],
		["(\n    'x',\n    # the last\n)", "(\n    'x',\n    'n',\n    # the last\n)"],
		['("x",\n  "y")', '("x",\n  "y",\n  "n")'],
		['(\n\t"x", "y",\n\t"z", "w",\n)', '(\n\t"x", "y",\n\t"z", "w", "n",\n)'],
		['(\r\n\t"x",\r\n)', '(\r\n\t"x",\r\n\t"n",\r\n)'],
		['"x", \\\n "y"', '"x", \\\n "y", "n"'],
		['()', '("n",)'],
		['( )', '("n",)'],
		['[]', '["n"]'],
		['(\n\t# none yet\n)', '(\n\t# none yet\n\t"n",\n)'],
		['(\n)', '(\n\t"n",\n)'],
		['("x",) + ("y",)', '("x",) + ("y", "n")'],
		['tuple(["x"])', 'tuple(["x", "n"])'],
		['("x",) + tuple(s + "-pure64" for s in ("y",))', '("x", "n") + tuple(s + "-pure64" for s in ("y",))'],
		['("x",)\nsubarches += ("y",)', '("x",)\nsubarches += ("y", "n")'],
	] as const) {
		test(JSON.stringify(before), () => {
			const text = (value: string): string => `${others}subarches = ${value}\n`;
			assert.equal(edited(text(before), 'subarches n here'), text(after));
		});
	}
});

const master = `${others}all_builds = builds
all_arches = arches
# built here
subarches = (
	"x", # one
	"y",
)
# kept
all_subarches = subarches + (
	"r",
	"s"
)
`;

suite('a name in the lists of a master', () => {
	const cases: readonly (readonly [string, string, string, string])[] = [
		['built here and kept', 'subarches n here', '\t"y",\n', '\t"y",\n\t"n",\n'],
		['built elsewhere and kept', 'subarches n elsewhere', '\t"s"\n', '\t"s",\n\t"n"\n'],
		['not kept any more', 'subarches r nowhere', '\t"r",\n\t"s"\n', '\t"s",\n'],
		['not built any more', 'subarches x nowhere', '\t"x", # one\n', '\t# one\n'],
	];
	for (const [name, words, part, instead] of cases)
		test(name, () => assert.equal(edited(master, words), master.replace(part, instead)));
	test('from here to elsewhere', () =>
		assert.equal(
			edited(master, 'subarches y elsewhere'),
			master.replace('\t"y",\n', '').replace('\t"s"\n', '\t"s",\n\t"y"\n'),
		));
	test('from elsewhere to here', () =>
		assert.equal(
			edited(master, 'subarches r here'),
			master.replace('\t"r",\n\t"s"\n', '\t"s",\n').replace('\t"y",\n', '\t"y",\n\t"r",\n'),
		));
	test('an arch', () =>
		assert.equal(edited(master, 'arches n here'), master.replace('("a",)', '("a", "n")')));
	test('a build that is only kept', () =>
		assert.equal(edited(master, 'builds n elsewhere'), master.replace('= builds', '= builds + ("n",)')));
	test('two lists of their own', () => {
		const text = (own: string, all: string): string =>
			`${others}subarches = ${own}\nall_subarches = ${all}\nall_builds = builds\nall_arches = arches\n`;
		assert.equal(
			edited(text('["x"]', '["x", "y"]'), 'subarches n here'),
			text('["x", "n"]', '["x", "y", "n"]'),
		);
		assert.equal(edited(text('["x"]', '["x", "y"]'), 'subarches y here'), text('["x", "y"]', '["x", "y"]'));
		assert.equal(edited(text('["x"]', '["x", "y"]'), 'subarches x elsewhere'), text('[]', '["x", "y"]'));
		assert.equal(edited(text('["x"]', '["x", "y"]'), 'subarches x nowhere'), text('[]', '["y"]'));
	});
});

const single = `${others}subarches = ("x", "y")\nstale_days = 4\n`;
const isEditing = 'edit the file by hand.';

suite('a file of one server', () => {
	for (const [source, words, expected] of [
		[single, 'subarches y nowhere', single.replace('("x", "y")', '("x",)')],
		[`${others}subarches = ("x",)\n`, 'subarches x nowhere', `${others}subarches = ()\n`],
		[
			single,
			'subarches y elsewhere',
			`${others}subarches = ("x",)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ("y",)\nstale_days = 4\n`,
		],
		[
			`${others}subarches = ["x"]`,
			'subarches n elsewhere',
			`${others}subarches = ["x"]\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ["n"]`,
		],
		[
			`${others}subarches = ("x",)\nall_subarches = ()\n`,
			'subarches n elsewhere',
			`${others}subarches = ("x",)\nall_subarches = subarches + ("n",)\nall_builds = builds\nall_arches = arches\n`,
		],
		['', 'subarches n here', 'subarches = ("n",)\n'],
		[`${others}subarches = {"x", "y", "x"}\n`, 'subarches x nowhere', `${others}subarches = {"y"}\n`],
		[`${others}subarches = ("x", "y", "x")\n`, 'subarches x nowhere', `${others}subarches = ("y",)\n`],
		[
			`${others}spare = ("x",)\nsubarches = spare if not spare else ("y",)\n`,
			'subarches n here',
			`${others}spare = ("x",)\nsubarches = spare if not spare else ("y", "n")\n`,
		],
		[
			`${single}all_builds = builds\nall_arches = arches\nall_subarches = ("x",)\n`,
			'subarches x nowhere',
			`Line 3: the edit would change other names in all_subarches: ${isEditing}`,
		],
		[
			`${others}subarches = ("x",)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches\n`,
			'subarches x nowhere',
			`${others}subarches = ()\nall_builds = builds\nall_arches = arches\nall_subarches = subarches\n`,
		],
		["builds = ['b']", 'arches n here', "builds = ['b']\narches = ('n',)"],
		[others, 'builds c here', others.replace('("b",)', '("b", "c")')],
	] as const)
		test(`${words}: ${JSON.stringify(source)}`, () => assert.equal(edited(source, words), expected));
});

suite('an edit is refused with line and remedy', () => {
	const computed = `${others}def f(x):\n\treturn x.split()\nsubarches = f("x y")\n`;
	for (const [source, words, expected] of [
		[single, 'subarches x here', '"x" is built here already: nothing is to be edited.'],
		[master, 'subarches r elsewhere', '"r" is kept and not built here already: nothing is to be edited.'],
		[single, 'subarches n nowhere', '"n" is not in the file: nothing is to be edited.'],
		[single, 'subarches ../n here', '"../n" cannot be the name of a directory: use another name.'],
		[
			`${single}x = (\n`,
			'subarches n here',
			"Line 5: SyntaxError: '(' was never closed: correct this first.",
		],
		[
			`${single}x = y\n`,
			'subarches n here',
			"Line 5: NameError: name 'y' is not defined: correct this first.",
		],
		[
			computed,
			'subarches n here',
			'Line 5: subarches is computed, or not a sequence: edit it for "n" by hand.',
		],
		[computed, 'subarches x nowhere', 'Line 5: "x" in subarches is computed: edit that line by hand.'],
		[
			`${others}import os\nsubarches = tuple(os.listdir("/"))\n`,
			'subarches n here',
			'Line 4: subarches depends on os.listdir, which is only known when Metro runs: edit the file by hand.',
		],
		[
			`${others}subarches = index_ignore_subarches = ("x", "y")\n`,
			'subarches y nowhere',
			`Line 3: the edit would not put "y" into index_ignore_subarches: ${isEditing}`,
		],
		[
			`${others}subarches = tuple(a + b for a in ("x", "y") for b in ("", "-pure64"))\n`,
			'subarches n here',
			`Line 3: the edit would change other names in subarches: ${isEditing}`,
		],
		[
			`${others}subarches = ("x", "y")\ndef map_build(build, subarch, full, full_date):\n\treturn ("full", "freshen")[subarches.index(subarch) % 2]\n`,
			'subarches x nowhere',
			`Line 3: the edit would change what map_build answers for y: ${isEditing}`,
		],
		[
			`${others}subarches = ("x",)\nall_builds = builds\nall_arches = arches\nall_subarches = ("y",)\n`,
			'subarches y nowhere',
			`Line 3: the edit would change other names in all_subarches: ${isEditing}`,
		],
	] as const)
		test(`${words}: ${expected}`, () => assert.equal(edited(source, words), expected));
});

suite('since December 2020', () => {
	const shared = `${others}all_subarches = (\n\t"x",\n\t"y",\n)\ndef get_subarches(hostname=None, release=None):\n`;
	const all = `${shared}\tif hostname == "two":\n\t\treturn ("x",)\n\treturn all_subarches\n`;
	const some = `${shared}\treturn ("x",) if hostname == "one" else ("y",)\n`;
	for (const [source, words, expected] of [
		[all, 'subarches n here', all.replace('\t"y",\n', '\t"y",\n\t"n",\n')],
		[all, 'subarches y nowhere', all.replace('\t"y",\n', '')],
		[
			all,
			'subarches y elsewhere',
			'Line 7: get_subarches says what this host builds: edit it for "y" by hand.',
		],
		[some, 'subarches n here', 'Line 7: get_subarches says what this host builds: edit it for "n" by hand.'],
		[some, 'subarches n elsewhere', some.replace('\t"y",\n', '\t"y",\n\t"n",\n')],
		[some, 'subarches x nowhere', some.replace('\t"x",\n', '')],
		[some, 'builds c here', some.replace('("b",)', '("b", "c")')],
		[
			some,
			'builds c elsewhere',
			'Since December 2020 Metro has one list of builds for all hosts: edit get_subarches.',
		],
		[
			`${others}subarches = ("x",)\nall_subarches = subarches + ("y",)\n`,
			'subarches y here',
			`${others}subarches = ("x", "y")\nall_subarches = subarches + ()\n`,
		],
	] as const)
		test(`${words}: ${JSON.stringify(source.slice(others.length))}`, () =>
			assert.equal(edited(source, words, later), expected));
});

test('a map_build that does not end is asked once', () => {
	const source = `${others}subarches = ("x", "y", "z")\ndef map_build(b, s, f, d):\n\twhile True: pass\n`;
	const answer = editBuildbot(source, wish('subarches n here'), earlierRules);
	assert.ok(answer.kind === 'edit');
	const once = evaluateBuildbot(source);
	once.mapBuild(['b', 'x', false, null]);
	assert.ok(answer.before.steps() <= once.steps());
});
