/** What holds for every fix in a `.buildbot`: the file still runs, the problem is gone, and nothing else has changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
import { finish } from '../../../server/src/base/work.ts';
import { evaluateBuildbot } from '../../../server/src/buildbot/index.ts';
import { buildbotCodeActionsWork } from '../../../server/src/features/buildbot/codeActions.ts';
import { buildbotDiagnosticsWork } from '../../../server/src/features/buildbot/diagnostics.ts';
import { bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { applyAction } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/cursor.ts';

const diagnosticsOf = (text: string): Diagnostic[] =>
	finish(buildbotDiagnosticsWork(documentOf(text, '/home/metro/.buildbot'), bareContext));

interface Fixed {
	readonly action: CodeAction;
	readonly after: string;
}

/** The text after each fix of the first problem with a code. */
function fixesOf(text: string, code: string): Fixed[] {
	const document = documentOf(text, '/home/metro/.buildbot');
	const found = diagnosticsOf(text).filter((one) => one.code === code);
	assert.notDeepEqual(found, [], `no ${code} in ${JSON.stringify(text)}`);
	const actions = finish(buildbotCodeActionsWork(document, found.slice(0, 1), bareContext));
	return actions.map((action) => ({ action, after: applyAction(document, action) }));
}

/** Each list of a file: its type and its names. */
function listsOf(text: string): Map<string, [kind: string, ...names: string[]]> {
	const { assigned, error } = evaluateBuildbot(text);
	assert.equal(error, undefined, `${error?.type} ${error?.message} in ${JSON.stringify(text)}`);
	return new Map(
		[...assigned].map(([setting, { value, names }]) => [
			setting,
			[value.kind, ...names.map(({ name }) => name)],
		]),
	);
}

function codesOf(text: string): string[] {
	return diagnosticsOf(text)
		.map(({ code }) => String(code))
		.sort();
}

const quotes = [
	(name: string) => `"${name}"`,
	(name: string) => `'${name}'`,
	(name: string) => `r"${name}"`,
	(name: string) => `"""${name}"""`,
	(name: string) => `("${name}")`,
	(name: string) => `( # (,) 😀\n"${name}")`,
];

interface Form {
	readonly kind: string;
	readonly open: string;
	readonly close: string;
}

const forms: readonly Form[] = [
	{ kind: 'tuple', open: '(', close: ')' },
	{ kind: 'list', open: '[', close: ']' },
	{ kind: 'tuple', open: '((', close: '))' },
	{ kind: 'bare', open: '', close: '' },
	{ kind: 'set', open: '{', close: '}' },
];

const around = ['', '', ' ', '\n', '\n\t', '\\\n', ' # one, 😀 "two"\n\t', '# (\n# )\n'];

const anyBlank = fc.constantFrom(...around);
const anyItem = fc.record({
	quote: fc.constantFrom(...quotes),
	before: anyBlank,
	after: anyBlank,
});

/** A sequence around items, with blanks and comments where Python allows them. */
const anySequence = fc.record({
	form: fc.constantFrom(...forms),
	items: fc.array(anyItem, { minLength: 4, maxLength: 4 }),
	hasTrailing: fc.boolean(),
	end: anyBlank,
	newline: fc.constantFrom('\n', '\r\n'),
	mark: fc.constantFrom('', '\ufeff', '# 😀\n'),
});

type Sequence = typeof anySequence extends fc.Arbitrary<infer Value> ? Value : never;

function written({ form, items, hasTrailing, end }: Sequence, names: readonly string[]): string {
	const isBare = form.kind === 'bare';
	const blank = (text: string): string => (isBare && text !== '\\\n' ? ' ' : text);
	const isNeeded = names.length === 1 && (isBare || form.kind === 'tuple');
	const parts = names.map((name, at) => {
		const item = items[at];
		assert.ok(item);
		const quote = item.quote(name);
		const comma = at < names.length - 1 || hasTrailing || isNeeded ? ',' : '';
		// A joined line needs another one after it.
		const after = comma === '' && isBare ? ' ' : blank(item.after);
		return `${at === 0 && isBare ? '' : blank(item.before)}${isBare ? quote.replace(/#.*\n/, '') : quote}${after}${comma}`;
	});
	return `${form.open}${parts.join('')}${isBare ? '' : end}${form.close}`;
}

function fileWith(setting: string, value: string, { newline, mark }: Sequence): string {
	const others = ['builds = ("funtoo-current",)', 'arches = ("x86-64bit",)', 'subarches = ("i686",)'].filter(
		(line) => !line.startsWith(setting),
	);
	const text = `${mark}${others.join('\n')}\n${setting} = ${value}  # end\nkeep_num = 3\n`;
	return text.replaceAll('\n', newline);
}

const good: readonly string[] = ['core2_64', 'i686', 'k6'];
const wrong = 'core2_46';

/** Names with one at a place, and what stays without it. */
const anyNames = fc
	.tuple(fc.shuffledSubarray([...good], { minLength: 1 }), fc.nat({ max: 3 }))
	.map(([names, at]) => ({ names, at: at % (names.length + 1) }));

const runs = { seed: 7, numRuns: 150 };

test('a removed duplicate leaves a sequence of the same type with all other items', () => {
	const property = fc.property(anySequence, anyNames, (sequence, { names, at }) => {
		if (sequence.form.kind === 'set') return;
		const doubled = names.toSpliced(at, 0, names[0] ?? '');
		const text = fileWith('subarches', written(sequence, doubled), sequence);
		const [fix, ...more] = fixesOf(text, 'duplicate');
		assert.ok(fix !== undefined && more.length === 0, JSON.stringify(text));
		const second = doubled.lastIndexOf(names[0] ?? '');
		const [kind] = listsOf(text).get('subarches') ?? [];
		assert.deepEqual(
			listsOf(fix.after).get('subarches'),
			[kind, ...doubled.toSpliced(second, 1)],
			JSON.stringify([text, fix.after]),
		);
		assert.deepEqual(codesOf(fix.after), [], JSON.stringify([text, fix.after]));
		assert.equal(commentsIn(fix.after), commentsIn(text) - lostWith(sequence, second));
	});
	fc.assert(property, runs);
});

/** Comments within the parentheses of an item go with it. */
function lostWith({ form, items }: Sequence, at: number): number {
	return form.kind !== 'bare' && items[at]?.quote('x').includes('#') ? 1 : 0;
}

function commentsIn(text: string): number {
	return text.split('#').length - 1;
}

test('a misspelled name is removed beside the right one, and otherwise replaced', () => {
	const property = fc.property(anySequence, anyNames, (sequence, { names, at }) => {
		const mixed = names.toSpliced(at, 0, wrong);
		const text = fileWith('subarches', written(sequence, mixed), sequence);
		const [first, ...others] = fixesOf(text, 'unknown-subarch');
		assert.ok(first?.action.isPreferred, JSON.stringify(text));
		const isListed = names.includes('core2_64') && sequence.form.kind !== 'set';
		const [kind] = listsOf(text).get('subarches') ?? [];
		const expected = isListed ? names : mixed.with(at, 'core2_64');
		const wanted = sequence.form.kind === 'set' ? [...new Set(expected)] : expected;
		assert.deepEqual(listsOf(first.after).get('subarches'), [kind, ...wanted], JSON.stringify(text));
		assert.deepEqual(codesOf(first.after), [], JSON.stringify(first.after));
		for (const { action } of others) assert.equal(action.isPreferred, false);
	});
	fc.assert(property, runs);
});

/** Files with the text after each fix of the first problem with a code; `!` marks the preferred fix. */
const cases: readonly (readonly [code: string, before: string, ...after: string[]])[] = [
	[
		'unknown-build',
		'builds=("funtoo-current","funtoo-curent")',
		'!builds=("funtoo-current",)',
		'builds=("funtoo-current","funtoo-current")',
	],
	[
		'unknown-build',
		'builds=("funtoo-curent","funtoo-current")',
		'!builds=("funtoo-current",)',
		'builds=("funtoo-current","funtoo-current")',
	],
	[
		'unknown-build',
		'builds="funtoo-current","funtoo-curent"',
		'!builds="funtoo-current",',
		'builds="funtoo-current","funtoo-current"',
	],
	// A list that gets the name from elsewhere.
	[
		'unknown-subarch',
		'subarches=["core2_64"]\nsubarches.append("core2_46")',
		'subarches=["core2_64"]\nsubarches.append("core2_64")',
	],
	[
		'unknown-subarch',
		'x="core2_46"\nsubarches=[x]\nall_subarches=["core2_64", x]',
		'x="core2_64"\nsubarches=[x]\nall_subarches=["core2_64", x]',
	],
	// The name is listed only where the file does not get to.
	[
		'unknown-subarch',
		'import os\nif os.path.exists("/x"):\n\ta = 1\nsubarches = ("core2_64",) if len("a") > 3 else ("core2_46",)',
		'!import os\nif os.path.exists("/x"):\n\ta = 1\nsubarches = ("core2_64",) if len("a") > 3 else ("core2_64",)',
	],
	// Without the item, other lines would mean something else.
	['duplicate', 'pc = ("i686", "i686", "k6")\nsubarches = pc[:2]'],
	['duplicate', 'a, b = ("i686", "i686")\nsubarches = (a, b)'],
	['duplicate', 'x = "i686"\nsubarches = (x, x)'],
	['duplicate', 'subarches = ("i686",) + ("i686",)', '!subarches = ("i686",) + ()'],
	['duplicate', 'subarches = ["i686"] + list({"i686"})', '!subarches = ["i686"] + list(set())'],
	['duplicate', 'subarches = ("i686", "i\\x3686")', '!subarches = ("i686",)'],
	['duplicate', 'subarches = ("i686", *("i686", "k6"))', '!subarches = ("i686", *("k6",))'],
	['duplicate', 'subarches = ("i686", "i686", "i686")', '!subarches = ("i686", "i686")'],
	['string-not-tuple', 'builds = (("x"))', '!builds = (("x",))'],
	['string-not-tuple', 'builds = str("x")'],
	['string-not-tuple', 'builds = "x" \\\n "y"', '!builds = ("x" \\\n "y",)'],
	['string-not-tuple', 'builds = "x,y".replace(",", " ")'],
	['not-an-integer', 'keep_num = "07"', '!keep_num = 7'],
	['not-an-integer', 'keep_num = ("""3""")', '!keep_num = 3'],
	[
		'misspelled-setting',
		'builds = ()\nkeepnum = 3\nkeepnum += 1',
		'!builds = ()\nkeep_num = 3\nkeep_num += 1',
	],
	[
		'misspelled-setting',
		'builds = ()\nif 1:\n\tkeepnum = 3\nelse:\n\tkeepnum = 4',
		'!builds = ()\nif 1:\n\tkeep_num = 3\nelse:\n\tkeep_num = 4',
	],
	[
		'all-ignored',
		'builds = arches = subarches = ["k6"]\r\nif 1:\r\n\tall_subarches = ["k6"] # one\r\n\tx = 1\r\n',
		'!builds = arches = subarches = ["k6"]\r\nif 1:\r\n\tall_subarches = ["k6"] # one\r\n\tall_builds = builds\r\n\tall_arches = arches\r\n\tx = 1\r\n',
	],
];

const settings = 'builds = ("funtoo-current",)\narches = ("x86-64bit",)\nsubarches = ("core2_64", "i686")\n';
const mapBuild = 'def map_build(build, subarch, full, full_date): # 😀\n';

/** A line of a `.buildbot`, and the line after the preferred fix; none if there is no fix. */
const lines: readonly (readonly [code: string, before: string, after?: string])[] = [
	['unknown-build-mode', '\treturn "fulll", "lxc"', '\treturn "full", "lxc"'],
	['unknown-build-mode', '\treturn r"""fulll+lxc"""', '\treturn r"""full+lxc"""'],
	['unknown-build-mode', '\treturn f"fulll"', '\treturn "full"'],
	['unknown-build-mode', '\treturn "ful\\x6cl+lxc"'],
	['unknown-extra', '\treturn " full + lxcc "', '\treturn " full + lxc "'],
	['unknown-extra', '\treturn ["full"] + ["lxcc"]', '\treturn ["full"] + ["lxc"]'],
	[
		'unknown-subarch',
		'\treturn "full" if subarch == u"core2_46" else "stage1"',
		'\treturn "full" if subarch == u"core2_64" else "stage1"',
	],
	[
		'unknown-subarch',
		'\treturn "full" if "core2\\x5f46" == subarch else "stage1"',
		'\treturn "full" if "core2_64" == subarch else "stage1"',
	],
	[
		'unknown-subarch',
		'\treturn "full" if subarch in {"core2_46"} else "stage1"',
		'\treturn "full" if subarch in {"core2_64"} else "stage1"',
	],
	['misspelled-setting', 'stale_day = _x = 3 # 😀', 'stale_days = _x = 3 # 😀'],
	['misspelled-setting', 'keepnum: int = 3', 'keep_num: int = 3'],
	['misspelled-setting', 'keepnum = 3\ndef f():\n\tglobal keepnum\n\tkeepnum = 4'],
	[
		'all-missing',
		'all_builds = builds; _x = 1 # c',
		'all_builds = builds; _x = 1 # c\nall_arches = arches\nall_subarches = subarches',
	],
];

for (const [code, before, after] of lines) {
	for (const [mark, newline] of [
		['', '\n'],
		['\ufeff', '\r\n'],
	] as const) {
		test(`fix of ${code} with ${JSON.stringify(newline)}: ${before}`, () => {
			const whole = (line: string): string => {
				const text = `${settings}${line.startsWith('\t') ? mapBuild : ''}${line}\n`;
				return mark + text.replaceAll('\n', newline);
			};
			const found = fixesOf(whole(before), code);
			assert.deepEqual(
				found.map((fix) => fix.after),
				after === undefined ? [] : [whole(after)],
			);
			for (const fix of found) assert.deepEqual(codesOf(fix.after), []);
		});
	}
}

for (const [code, before, ...after] of cases) {
	test(`fixes of ${code}: ${JSON.stringify(before)}`, () => {
		const found = fixesOf(before, code).map((fix) => (fix.action.isPreferred ? '!' : '') + fix.after);
		assert.deepEqual(found, after);
	});
}
