/** What lies beyond the supported language is dynamic: never a value, never an error. And no value is too large to show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildbotJson, evaluateBuildbot } from '../../server/src/buildbot/index.ts';

const expressions = [
	// Orders and identities
	...[
		'list({3, 1, 2})',
		'tuple({"b", "a"})',
		'str({1, 2})',
		'257 is int("257")',
		'"ab" is "".join(["a", "b"])',
	],
	// Floats
	...['float("nan")', '1e22 // float("-inf")', 'divmod(-0.05, -1)', '"%#.0e" % 7.0', '2 ** -1', '1e999'],
	// Dates
	...['datetime.date(2015, 2, 8).strftime("%-d")', 'datetime.date(2015, 2, 8).strftime("%5Y")'],
	...[
		'datetime.timedelta(microseconds=0.5)',
		'datetime.timedelta(1) // 0.5',
		'datetime.date(2015, 2, 8).isocalendar().week',
	],
	...[
		'datetime.date.fromisoformat("2015-W06-7")',
		'datetime.datetime(2015, 2, 8).isoformat(timespec="minutes")',
	],
	// Texts
	...[
		'"ß".title()',
		'"ﬁ".casefold()',
		'"".splitlines("5")',
		'"{:> 10s}".format("a")',
		'format(1, ",n")',
		'"%5%" % ()',
	],
	...['int("\\x1ca", 36)', '"{0[0]}".format(int)'],
	// What the library has besides
	...[
		'object()',
		'__file__',
		'cfgfile',
		'list(__annotations__)',
		'{"a": 1}.keys() - {"b": 1}',
		'{} | {}.items()',
	],
	...['json.loads("[2.0]")', 'OSError(2, "no")', '[].append == [].append', 'len({iter("a"), iter("b")})'],
];

for (const expression of expressions) {
	test(`dynamic: ${expression}`, () => {
		const { dynamic, error } = evaluateBuildbot(`builds = (${expression},)`);
		assert.equal(error, undefined);
		assert.ok(dynamic.has('builds'));
	});
}

/** What needs more than one expression. */
const programs = [
	'from collections import OrderedDict\nbuilds = tuple(OrderedDict.fromkeys(["a", "b", "a"]))',
	'from collections import OrderedDict\nd = OrderedDict(a=1, b=2)\nd.move_to_end("a")\nbuilds = list(d)',
	'from collections import Counter\nbuilds = [k for k, n in Counter(["a", "b", "a"]).most_common(1)]',
	'from collections import Counter\nc = Counter()\nc["x"] += 1\nbuilds = list(c)',
	'from collections import Counter\nbuilds = sorted((Counter("aab") - Counter("ab")).elements())',
	'import itertools\nbuilds = list(itertools.chain.from_iterable(["ab", "c"]))',
	'import itertools\nbuilds = list(itertools.islice("abc", -1))',
	'import json\nbuilds = (json.dumps({(1,): 1}),)',
	'builds = (datetime.timedelta(1) * 18446744073709551616,)',
	'builds = (datetime.date(2015, 2, 8).isoformat(" "),)',
	'def g():\n\twhile True: yield "a"\nbuilds = [next(g())]',
	'class C: pass\nbuilds = (C(1),)',
	'builds = ("a",)\nx.y: int',
];

for (const program of programs) {
	test(`dynamic: ${JSON.stringify(program)}`, () => {
		const { dynamic, error } = evaluateBuildbot(program);
		assert.equal(error, undefined);
		assert.ok(dynamic.has('builds'));
	});
}

const exact: readonly (readonly [expression: string, value: unknown])[] = [
	['len({lambda: q for q in "am"})', 2],
	['set() in [{1}]', false],
	['[set() in {""}]', [false]],
	['sorted({"b", "a"})', ['a', 'b']],
	['not 1 or 1', 1],
];

for (const [expression, value] of exact) {
	test(`exact: ${expression}`, () => {
		const source = `builds = (${expression},)`;
		assert.deepEqual(buildbotJson(source, evaluateBuildbot(source), []).vars.builds, [value]);
	});
}

test('shared and cyclic values are shown in bounded size', () => {
	for (const source of [
		'a = []\na.append(a)\na.append(a)\nbuilds = ("b",)\narches = ("x",)\nsubarches = a',
		'x = ()\nfor i in range(30): x = (x, x)\nbuilds = x',
		'x = ("name",) * 9\nfor i in range(8): x = (x,) * 9\nbuilds = arches = subarches = x',
	]) {
		const record = JSON.stringify(buildbotJson(source, evaluateBuildbot(source), []));
		assert.ok(record.length < 4_000_000, String(record.length));
	}
});
