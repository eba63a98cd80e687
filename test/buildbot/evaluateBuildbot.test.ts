/** The evaluation of a `.buildbot`: settings by our rules, places of names, problems, results of map_build. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BuildbotCode, evaluateBuildbot } from '../../server/src/buildbot/index.ts';

/** The text each item of a setting was written as. */
function origins(source: string): string[] {
	return evaluateBuildbot(source).settings.subarches.map(({ name, span, exact }) => {
		const text = span === undefined ? 'nowhere' : source.slice(span.start, span.end);
		return exact ? `=${text}` : `${name} from ${text}`;
	});
}

const provenance: readonly (readonly [about: string, source: string, expected: readonly string[]])[] = [
	['literals', 'subarches = ("a", "b")', ['=a', '=b']],
	['literals behind a byte order mark', '\ufeffsubarches = ("a", "b")', ['=a', '=b']],
	['a call behind a byte order mark', '\ufeffsubarches = tuple(("a",))', ['=a']],
	['a sum', 'pc = ("a",)\nsubarches = pc + ("b",)', ['=a', '=b']],
	['a slice and a reversal', 'pc = ["a", "b", "c"]\nsubarches = pc[1:][::-1]', ['=c', '=b']],
	['sorting, sets and tuples', 'subarches = tuple(sorted({"b", "a"}))', ['=a', '=b']],
	['list methods', 'subarches = []\nsubarches.append("a")\nsubarches.extend(("b",))', ['=a', '=b']],
	['a comprehension', 'subarches = [n for n in ("a", "b", "c") if n != "b"]', ['=a', '=c']],
	['a loop', 'subarches = ()\nfor n in ("a", "b"):\n\tsubarches += (n,)', ['=a', '=b']],
	['a function', 'def both(n): return (n, n + "-x")\nsubarches = both("a")', ['=a', 'a-x from n + "-x"']],
	['words of a text', 'subarches = " a, b ".split(",")', ['= a', '= b ']],
	['stripped words', 'subarches = [n.strip() for n in " a, b ".split(",")]', ['=a', '=b']],
	['a dict', 'subarches = list({"a": 1}) + {"x": "b"}.get("x").split()', ['=a', '=b']],
	[
		'formatting',
		'subarches = tuple("g_%s" % n for n in (32, 64))',
		['g_32 from "g_%s" % n', 'g_64 from "g_%s" % n'],
	],
	['an f-string', 'n = 1\nsubarches = (f"a{n}",)', ['a1 from f"a{n}"']],
	['literals side by side', 'subarches = ("a" "b",)', ['ab from "a" "b"']],
	['escapes', 'subarches = ("\\x61",)', ['a from "\\x61"']],
	[
		'library functions',
		'subarches = tuple(map(str.upper, ("a",)))',
		['A from tuple(map(str.upper, ("a",)))'],
	],
];

for (const [about, source, expected] of provenance) {
	test(`names know where they were written: ${about}`, () => assert.deepEqual(origins(source), expected));
}

test('each empty all_ list defaults to its own counterpart, and a name counts once', () => {
	const { settings } = evaluateBuildbot(
		'builds = ("a", "a")\narches = ("x",)\nsubarches = ("s",)\nall_subarches = subarches + ("t", "s")\n',
	);
	const names = (items: readonly { readonly name: string }[]): string[] => items.map(({ name }) => name);
	assert.deepEqual(names(settings.builds), ['a']);
	assert.deepEqual(names(settings.allBuilds), ['a']);
	assert.deepEqual(names(settings.allArches), ['x']);
	assert.deepEqual(names(settings.allSubarches), ['s', 't']);
	assert.deepEqual([settings.staleDays, settings.maxFailcount, settings.keepNum], [3, 3, 3]);
});

test('a file may extend the defaults, which keep two builds', () => {
	const { settings } = evaluateBuildbot('keep_num = keep_num + 5\nstale_days *= 0.5\nbuilds += ("a",)');
	assert.deepEqual([settings.keepNum, settings.staleDays, settings.builds[0]?.name], [7, 1.5, 'a']);
});

test('days may be fractions, builds may not', () => {
	const { settings, problems } = evaluateBuildbot('stale_days = 2.5\nkeep_num = 2.5\n');
	assert.deepEqual([settings.staleDays, settings.keepNum], [2.5, 3]);
	const numbers = problems.filter(({ code }) => code === 'not-an-integer');
	assert.deepEqual(
		numbers.map(({ severity }) => severity),
		['warning', 'error'],
	);
});

const whole = 'builds = ("b",)\narches = ("x",)\nsubarches = ("s",)\n';

/** The problems of a file by code, with the text they point at. */
const problems: readonly (readonly [
	source: string,
	expected: readonly (readonly [BuildbotCode, string])[],
])[] = [
	[whole, []],
	[
		`${whole}all_builds = 5`,
		[
			['not-a-sequence', '5'],
			['all-missing', 'all_builds'],
			['all-missing', 'all_builds'],
		],
	],
	[`${whole}builds = ("b", 5)`, [['not-a-name', '("b", 5)']]],
	[`${whole}builds = "b"`, [['string-not-tuple', 'b']]],
	[`${whole}stale_days = True`, [['not-an-integer', 'True']]],
	[
		`${whole}all_builds = ("z",)\nall_arches = arches\nall_subarches = subarches\nbuilds = ("b", "b")`,
		[
			['duplicate', 'b'],
			['not-in-all', 'b'],
		],
	],
	[`${whole}subarches = ("s", "s")`, [['duplicate', 's']]],
	[`${whole}subarches = ("s"\n "t",)`, [['implicit-concatenation', '"t"']]],
	[`${whole}all_subarches = ("t",)`, [['all-ignored', 'all_subarches']]],
	[`${whole}builds = ()`, [['nothing-to-build', 'builds']]],
	[`${whole}print("x")`, [['prints', 'print("x")']]],
	[`${whole}print("x", sepp=" ")`, [['python-error', 'print("x", sepp=" ")']]],
	[`${whole}print("x", end=3)`, [['python-error', 'print("x", end=3)']]],
	[`${whole}x = foo`, [['python-error', 'foo']]],
	[`${whole}import os\nbuilds = os.environ`, [['dynamic', 'builds']]],
	[`${whole}while 1: pass`, [['stopped', 'while 1: pass']]],
	[`${whole}def map_build(b, s, f, d): pass`, [['map-build-unusable', 'map_build']]],
	[`${whole}map_build = lambda b, s, f, d: "+x"`, [['map-build-empty-target', 'map_build']]],
	[`${whole}def map_build(b, s, f, d): return d + "x"`, [['map-build-raises', 'd + "x"']]],
	[`${whole}def map_build(b, s): return "full"`, [['map-build-raises', 'map_build']]],
];

for (const [source, expected] of problems) {
	test(`problems of ${JSON.stringify(source.replace(whole, '…'))}`, () => {
		const found = evaluateBuildbot(source).problems.map(({ code, span }) => [
			code,
			source.slice(span.start, span.end),
		]);
		assert.deepEqual(
			found.map(([code, text]) => (code === 'stopped' ? [code, 'while 1: pass'] : [code, text])),
			expected,
		);
	});
}

test('every call of map_build sees the file as freshly run', () => {
	const source = `${whole}calls = []\ndef map_build(b, s, full, d):\n\tcalls.append(b)\n\treturn "n%d" % len(calls)\n`;
	const { mapBuild } = evaluateBuildbot(source);
	for (let i = 0; i < 3; i++) {
		const outcome = mapBuild(['b', 's', true, null]);
		assert.equal(outcome.kind === 'ok' && outcome.target, 'n1');
	}
});

test('a call of map_build that changes a global does not affect the next one', () => {
	const source = 'n = 0\ndef map_build(b, s, full, d):\n\tglobal n\n\tn += 1\n\treturn "n%d" % n\n';
	const { mapBuild } = evaluateBuildbot(source);
	for (let i = 0; i < 2; i++) {
		const outcome = mapBuild(['b', 's', true, null]);
		assert.equal(outcome.kind === 'ok' && outcome.target, 'n1');
	}
});

test('a map_build that does not end is called once', () => {
	const names = Array.from({ length: 20 }, (_, i) => `"s${i}"`).join(', ');
	const source = `builds = ("b",)\narches = ("a",)\nsubarches = (${names})\ndef map_build(*last):\n\twhile True: sorted([1, 2, 3])\n`;
	const before = process.cpuUsage();
	assert.deepEqual(
		evaluateBuildbot(source).problems.map(({ code }) => code),
		['map-build-stopped'],
	);
	// Asked sixty times, it takes seconds.
	assert.ok(process.cpuUsage(before).user < 1_500_000, 'it took more than a second');
});

test('names are found in arguments of extend and update', () => {
	for (const change of ['extend', 'update', 'append']) {
		const { outline } = evaluateBuildbot(`subarches = other\nsubarches.${change}(("a", "b"))\n`);
		const names = outline.sequences.flatMap(({ names }) => names.map(({ name }) => name));
		assert.deepEqual(names, change === 'append' ? [] : ['a', 'b']);
	}
});

test('extras follow a plus, or are further items', () => {
	const ask = (body: string): unknown => {
		const outcome = evaluateBuildbot(`def map_build(b, s, full, d): return ${body}`).mapBuild([
			'b',
			's',
			true,
			null,
		]);
		return outcome.kind === 'ok' ? [outcome.target, ...outcome.extras] : outcome.kind;
	};
	assert.deepEqual(ask('"full+openvz+lxd"'), ['full', 'openvz', 'lxd']);
	assert.deepEqual(ask('["full", "a+b"]'), ['full', 'a+b']);
	assert.deepEqual(ask('(5,)'), ['5']);
	assert.equal(ask('{"full"}'), 'unusable');
	assert.equal(ask('None'), 'unusable');
	assert.equal(ask('open("x").read()'), 'dynamic');
});

test('names of JavaScript’s own properties are ordinary names', () => {
	const source =
		'builds = ("__proto__", "constructor", "toString")\n__proto__ = 1\nconstructor = {"__proto__": "x"}\narches = (constructor["__proto__"],)';
	const { settings, error } = evaluateBuildbot(source);
	assert.equal(error, undefined);
	assert.deepEqual(
		[...settings.builds, ...settings.arches].map(({ name }) => name),
		['__proto__', 'constructor', 'toString', 'x'],
	);
});

test('unfinished text has an outline', () => {
	const { outline, error } = evaluateBuildbot('pc = (\n\t"a",\n\t\nsubarches = pc + ("b"');
	assert.equal(error?.type, 'SyntaxError');
	assert.ok(outline.assignments.length > 0);
});
