/** Formatting and rearranging the lists of `.buildbot`: the layout changes as wished, and the file gives the same values. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { finish } from '../../../server/src/base/work.ts';
import {
	type BuildbotText,
	evaluateBuildbot,
	formatSequences,
	readBuildbot,
	type SourceEdit,
	sameSettings,
	settingSequences,
	sortSequence,
} from '../../../server/src/buildbot/index.ts';
import { buildbotFormattingWork } from '../../../server/src/features/buildbot/formatting.ts';
import { buildbotRefactoringsWork } from '../../../server/src/features/buildbot/refactorings.ts';
import { bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { applyAction, applyEdits } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/cursor.ts';

const long = Array.from({ length: 12 }, (_, at) => `"subarch_${at}"`);

function formatted(text: string, range?: { readonly start: number; readonly end: number }): string {
	const document = documentOf(text, '/home/.buildbot');
	return applyEdits(document, finish(buildbotFormattingWork(document, range, bareContext)));
}

/** Each text, and how it is formatted; without the second, it stays. */
const layouts: readonly (readonly [what: string, text: string, after?: string])[] = [
	['one line', 'subarches = ( "a","b" )\n', 'subarches = ("a", "b")\n'],
	['one line with a comment', 'subarches = ["a" ,"b", ]  # mine\n', 'subarches = ["a", "b",]  # mine\n'],
	['one name with spaces', 'builds = ( "a", )\n', 'builds = ("a",)\n'],
	['nothing with spaces', 'builds = ( )\n', 'builds = ()\n'],
	['a comment where nothing is', 'builds = ( # first\n# none\n  )\n', 'builds = ( # first\n\t# none\n)\n'],
	[
		'one line that gets too long',
		`subarches = ("${'a'.repeat(40)}","${'b'.repeat(41)}")\n`,
		`subarches = (\n\t"${'a'.repeat(40)}",\n\t"${'b'.repeat(41)}",\n)\n`,
	],
	['one name', 'builds = ("a",)\n'],
	['nothing', 'builds = (\n)\n'],
	['nothing but a comment', 'builds = (\n\t# none\n)\n'],
	['a string in brackets', 'builds = (\n\t"a"\n)\n'],
	['one name on several lines', 'builds = (\n"a",)\n', 'builds = (\n\t"a",\n)\n'],
	['one per line already', 'subarches = (\n\t"a",\n\t"b",\n)\n'],
	['several on a line', 'subarches = ("a", "b",\n\t"c")\n', 'subarches = (\n\t"a",\n\t"b",\n\t"c",\n)\n'],
	[
		'as in the documentation',
		'subarches = ( \n        "a",\n        "b", \n        "c"\n)\n',
		'subarches = (\n        "a",\n        "b",\n        "c",\n)\n',
	],
	[
		'uneven indentation',
		'subarches = [\n  "a",\n      "b",\n\t"c"]\n',
		'subarches = [\n  "a",\n  "b",\n  "c",\n]\n',
	],
	[
		'comments',
		'subarches = ( # first\n"a" # one\n, # two\n  # own\n\n"b", "c", # three\n# last\n)\n',
		'subarches = ( # first\n\t"a", # one\n\t# two\n\t# own\n\t"b",\n\t"c", # three\n\t# last\n)\n',
	],
	[
		'groups',
		'subarches = (\n"a", "b",\n\n\n# more\n"c",\n\n)\n',
		'subarches = (\n\t"a",\n\t"b",\n\n\t# more\n\t"c",\n)\n',
	],
	[
		'quotes and prefixes',
		`subarches = {\n'a', r"b", """c""", "d" "e", ("f"), u'g'}\n`,
		`subarches = {\n\t'a',\n\tr"b",\n\t"""c""",\n\t"d" "e",\n\t("f"),\n\tu'g',\n}\n`,
	],
	[
		'signs of comments, commas and brackets in strings',
		'subarches = (\n"a#b", "c,d)", "e\\"#",\n)\n',
		'subarches = (\n\t"a#b",\n\t"c,d)",\n\t"e\\"#",\n)\n',
	],
	['joined lines', 'subarches = ("a", \\\n"b")\n', 'subarches = (\n\t"a",\n\t"b",\n)\n'],
	[
		'a string of several lines',
		'subarches = ("""a\nb""", "c")\n',
		'subarches = (\n\t"""a\nb""",\n\t"c",\n)\n',
	],
	[
		'a sum that fails',
		'subarches = ("a",\n"b") + more\nmore = ()\n',
		'subarches = (\n\t"a",\n\t"b",\n) + more\nmore = ()\n',
	],
	[
		'a sum that runs',
		'more = ("x",\n"y")\nsubarches = ("a",\n"b") + more\n',
		'more = (\n\t"x",\n\t"y",\n)\nsubarches = (\n\t"a",\n\t"b",\n) + more\n',
	],
	['a call', 'subarches = tuple(sorted(["b",\n"a"]))\n', 'subarches = tuple(sorted([\n\t"b",\n\t"a",\n]))\n'],
	[
		'an inner one',
		'subarches = ("a", *("b",\n"c"),\n"d")\n',
		'subarches = (\n\t"a",\n\t*("b",\n"c"),\n\t"d",\n)\n',
	],
	[
		'in a block',
		'if True:\n    subarches = ("a",\n    "b")\n',
		'if True:\n    subarches = (\n        "a",\n        "b",\n    )\n',
	],
	[
		'a long line',
		`subarches = (${long.join(', ')})\n`,
		`subarches = (\n${long.map((name) => `\t${name},\n`).join('')})\n`,
	],
	['other lines', 'x = ("a",\n"b")\nprint (x)\n'],
	['line ends of Windows', 'builds = ("a",\r\n"b")\r\n', 'builds = (\r\n\t"a",\r\n\t"b",\r\n)\r\n'],
	['a mark at the start', '\ufeffbuilds = ("a",\n"b")\n', '\ufeffbuilds = (\n\t"a",\n\t"b",\n)\n'],
	['no line end', 'builds = ("a",\n"b")', 'builds = (\n\t"a",\n\t"b",\n)'],
	['a text that is being typed', 'builds = ("a",\n"b"\nx = 1\n'],
	[
		'a comprehension',
		'subarches = [one for one in ("a",\n"b")]\n',
		'subarches = [one for one in (\n\t"a",\n\t"b",\n)]\n',
	],
	['a tuple without brackets', 'subarches = "a", \\\n"b"\n'],
	['a dict', 'subarches = {"a": 1,\n"b": 2}\n'],
];

suite('formatting', () => {
	for (const [what, text, after = text] of layouts) {
		test(what, () => {
			assert.equal(formatted(text), after);
			assert.equal(formatted(after), after, 'formatting it again changes it');
			assert.ok(sameSettings(evaluateBuildbot(text), evaluateBuildbot(after)), 'it gives other values');
		});
	}

	test('only the sequences in a range', () => {
		const text = 'builds = ("a",\n"b")\narches = ("c",\n"d")\n';
		const start = text.indexOf('arches');
		assert.equal(
			formatted(text, { start, end: text.length }),
			'builds = ("a",\n"b")\narches = (\n\t"c",\n\t"d",\n)\n',
		);
	});
});

function applied(text: string, edits: readonly SourceEdit[]): string {
	return edits
		.toSorted((a, b) => b.span.start - a.span.start)
		.reduce((left, { span, text: now }) => left.slice(0, span.start) + now + left.slice(span.end), text);
}

/** The comments of a text, in order of their text. */
function commentsIn(text: string): readonly string[] {
	return (text.match(/#.*/g) ?? []).map((comment) => comment.trimEnd()).sort();
}

const recorded = readFileSync(join(import.meta.dirname, '../../golden/buildbot.jsonl'), 'utf8')
	.trimEnd()
	.split('\n')
	.map((line): { readonly name: string; readonly source: string } => JSON.parse(line))
	.filter(({ name }) => !/^(?:hang|big)/.test(name));

test('the recorded files give the same values after they are formatted, once and for all', () => {
	for (const { name, source } of recorded) {
		const after = applied(source, formatSequences(readBuildbot(source)));
		if (after === source) continue;
		assert.ok(sameSettings(evaluateBuildbot(source), evaluateBuildbot(after)), name);
		assert.deepEqual(commentsIn(after), commentsIn(source), name);
		assert.deepEqual(formatSequences(readBuildbot(after)), [], name);
	}
});

test('the sorted lists of the recorded files have the same names and comments', () => {
	for (const { name, source } of recorded) {
		const text: BuildbotText = readBuildbot(source);
		for (const sequence of settingSequences(text)) {
			const edits = sortSequence(source, sequence);
			if (edits === undefined) continue;
			const after = applied(source, edits);
			assert.deepEqual(commentsIn(after), commentsIn(source), name);
			const [before, now] = [evaluateBuildbot(source), evaluateBuildbot(after)];
			// A file may depend on the order: then the action is not offered.
			for (const [setting, { names }] of before.assigned)
				assert.equal(now.assigned.get(setting)?.names.length, names.length, `${name} ${setting}`);
		}
	}
});

const head = 'builds = ("x",)\narches = ("y",)\n';

/** Each text with a selection between « and », the title of an action, and the text after it; none: it is not offered. */
const actions: readonly (readonly [title: string, text: string, after?: string])[] = [
	['Sort the names', 'subarches = ("b", «»\'a\',   "c")\n', 'subarches = (\'a\', "b",   "c")\n'],
	['Sort the names', 'subarches = ("a", «»"b")\n'],
	['Sort the names', 'subarches = («»"b")\n'],
	[
		'Sort the names',
		'subarches = (\n\t«»"b", # of b\n\t"a"\n)\n',
		'subarches = (\n\t"a",\n\t"b", # of b\n)\n',
	],
	[
		'Sort the names',
		'subarches = (\n\t# new\n\t«»"d",\n\t"c",\n\n\t# old\n\t"b",\n\t"a",\n)\n',
		'subarches = (\n\t# new\n\t"c",\n\t"d",\n\n\t# old\n\t"a",\n\t"b",\n)\n',
	],
	['Sort the names', 'first = ("b", «»"a")\nsubarches = first[:1]\n'],
	[
		'Write as the file of a master',
		`${head}su«»barches = (\n\t"a",\n)  # mine\nkeep_num = 3\n`,
		`${head}subarches = (\n\t"a",\n)  # mine\n\n# Kept here, but built by other servers:\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + (\n)\nkeep_num = 3\n`,
	],
	[
		'Write as the file of a master',
		'su«»barches = ["a"]\r\nbuilds = ["x"]\r\narches = ["y"]\r\n',
		'subarches = ["a"]\r\nbuilds = ["x"]\r\narches = ["y"]\r\n\r\n# Kept here, but built by other servers:\r\nall_builds = builds\r\nall_arches = arches\r\nall_subarches = subarches + [\r\n]\r\n',
	],
	['Write as the file of a master', `${head}su«»barches = ("a",)\nall_subarches = subarches\n`],
	['Write as the file of a master', `import os\n${head}su«»barches = tuple(os.environ)\n`],
	[
		'Let other servers build the selected names',
		`${head}subarches = (\n\t"a", # fast\n\t«"b", # slow\n\t"c",»\n\t"d",\n)\n`,
		`${head}subarches = (\n\t"a", # fast\n\t"d",\n)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + (\n\t"b", # slow\n\t"c",\n)\n`,
	],
	[
		'Let other servers build the selected names',
		`${head}subarches = ["a", «'b'»]\n`,
		`${head}subarches = ["a"]\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ['b']\n`,
	],
	[
		'Let other servers build the selected names',
		`${head}subarches = («"a",» "b")\n`,
		`${head}subarches = ("b",)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ("a",)\n`,
	],
	['Let other servers build the selected names', `${head}subarches = («"a", "b"»)\n`],
	[
		'Let other servers build the selected names',
		`${head}subarches = («"a"», "b")\nall_builds = builds\nall_arches = arches\nall_subarches = subarches\n`,
		`${head}subarches = ("b",)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ("a",)\n`,
	],
	[
		'Let other servers build the selected names',
		`${head}subarches = (\n\t"a",\n\t«"b",\n\t"c",»\n)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + (\n\t"far", # arm\n)\n`,
		`${head}subarches = (\n\t"a",\n)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + (\n\t"far", # arm\n\t"b",\n\t"c",\n)\n`,
	],
	[
		'Let other servers build the selected names',
		`${head}pc = («"a"», "b")\nsubarches = tuple(x for x in pc)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ("far",)\n`,
		`${head}pc = ("b",)\nsubarches = tuple(x for x in pc)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ("far", "a")\n`,
	],
	[
		'Let other servers build the selected names',
		`${head}names = («"a"», "b")\nsubarches = names\nall_subarches = tuple(x + "!" for x in names)\n`,
	],
	[
		'Write the 2 shared names once, in subarches',
		`${head}subarches = ("a", "b")\nall_subarches = («»"a", "b", 'c')\n`,
		`${head}subarches = ("a", "b")\nall_subarches = subarches + ('c',)\n`,
	],
	[
		'Write the 2 shared names once, in subarches',
		`${head}subarches = («»"a", "b")\nall_subarches = (\n\t"a",\n\t"b",\n\t"c", # far\n)\n`,
		`${head}subarches = ("a", "b")\nall_subarches = subarches + (\n\t"c", # far\n)\n`,
	],
	[
		'Write the 2 shared names once, in subarches',
		`${head}subarches = ("a", "b")\nall_subarches = («»"a", "b")\n`,
		`${head}subarches = ("a", "b")\nall_subarches = subarches\n`,
	],
	[
		'Write the 2 shared names once, in subarches',
		`${head}subarches = ("a", "b")\nall_subarches = (\n\t«»"a", # near\n\t"b",\n)\n`,
	],
	[
		'Write the 2 shared names once, in shared_subarches',
		`${head}subarches = ("a", "b", "c")\nall_subarches = («»"a", "b", "d", "c")\n`,
		`${head}shared_subarches = ("a", "b")\nsubarches = shared_subarches + ("c",)\nall_subarches = shared_subarches + ("d", "c")\n`,
	],
];

suite('rearranging', () => {
	for (const [title, marked, after] of actions) {
		test(`${title}: ${JSON.stringify(marked)}`, () => {
			const start = marked.indexOf('«');
			const end = marked.indexOf('»') - 1;
			const text = marked.replace('«', '').replace('»', '');
			const document = documentOf(text, '/home/.buildbot');
			const found = finish(buildbotRefactoringsWork(document, { start, end }, bareContext));
			const action = found.find((one) => one.title === title && one.disabled === undefined);
			assert.equal(action && applyAction(document, action), after, found.map((one) => one.title).join());
		});
	}

	test('where names cannot be left to other servers exactly, the action says why', () => {
		const reasons: readonly (readonly [text: string, selected: string, reason: RegExp])[] = [
			['subarches = ("a", "b")\n', '"a", "b"', /^Nothing would be left to build here: select fewer names\.$/],
			[
				'names = ("a", "b")\nsubarches = names\nall_subarches = tuple(x + "!" for x in names)\n',
				'"a"',
				/^Line 4: the edit would change other names in all_subarches: edit the file by hand\.$/,
			],
			[
				`subarches = ("n", ${long.join(', ')})\nall_builds = builds\nall_arches = arches\nall_subarches = subarches\n`,
				long.join(', '),
				/^So many names/,
			],
		];
		for (const [lists, selected, reason] of reasons) {
			const text = head + lists;
			const document = documentOf(text, '/home/.buildbot');
			const start = text.indexOf(selected);
			const range = { start, end: start + selected.length };
			const found = finish(buildbotRefactoringsWork(document, range, bareContext));
			const action = found.find(({ title }) => title === 'Let other servers build the selected names');
			assert.match(action?.disabled?.reason ?? '', reason);
		}
	});
});
