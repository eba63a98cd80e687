/** Python as the evaluator knows it: one row per snippet, `x` shown as Python's repr, or the error and its line. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LineIndex } from '../../server/src/base/lineIndex.ts';
import { presetsOf } from '../../server/src/buildbot/presets.ts';
import { earlierRules } from '../../server/src/buildbot/rules.ts';
import { dynamicIn } from '../../server/src/buildbot/settings.ts';
import { attempt, runProgram } from '../../server/src/python/evaluation/run.ts';
import { repr } from '../../server/src/python/runtime/text.ts';
import { readPython } from '../../server/src/python/syntax/readPython.ts';

/** What `x` is after a snippet, or `Type:line message` of the error that ended it. */
function outcomeOf(source: string): string {
	const { program, fault } = readPython(source);
	const line = (offset: number): number => new LineIndex(source).at(offset).line + 1;
	if (fault !== undefined) return `${fault.type}:${line(fault.start)} ${fault.message}`;
	const run = runProgram(program, presetsOf(earlierRules));
	if (run.outcome.kind === 'error') {
		const { type, span, message } = run.outcome.error;
		return `${type}:${span === undefined ? '?' : line(span.start)} ${message}`.trimEnd();
	}
	if (run.outcome.kind === 'stopped') return 'stopped';
	const value = run.module.values.get('x');
	if (value === undefined) return 'nothing';
	run.refill();
	const unknown = dynamicIn(value);
	const shown = attempt(run.machine, () => (unknown === undefined ? repr(run.machine, value) : unknown));
	if (shown.kind === 'dynamic') return `dynamic ${shown.dynamic.what}`;
	if (shown.kind !== 'done') return shown.kind;
	return typeof shown.result === 'string' ? shown.result : `dynamic ${shown.result.what}`;
}

/** The same without the message. */
function outcome(source: string): string {
	const full = outcomeOf(source);
	return /^\w+:\d+(?= )/.exec(full)?.[0] ?? full;
}

/** Results are CPython 3.11's. */
const snippets: readonly (readonly [source: string, expected: string])[] = [
	// Numbers
	['x = -7 // 2, -7 % 3, 7 % -3, divmod(-7, 2)', '(-4, 2, -2, (-4, 1))'],
	[
		'x = 10 ** 20, 7 / 2, 1e16, 1e-5, 0.1 + 0.2',
		'(100000000000000000000, 3.5, 1e+16, 1e-05, 0.30000000000000004)',
	],
	['x = round(2.5), round(3.5), round(2.675, 2), round(1234, -2)', '(2, 4, 2.67, 1200)'],
	['x = True + 1, True == 1.0, 1_000, 0xff, int(" 10 "), int("z", 36)', '(2, True, 1000, 255, 10, 35)'],
	['x = 5., .5, 1 if 2 else 3', '(5.0, 0.5, 1)'],
	['x = 1 // 0', 'ZeroDivisionError:1'],
	[
		'x = list(enumerate("a", 10 ** 18)), 3 in range(5), 7 in range(5)',
		"([(1000000000000000000, 'a')], True, False)",
	],
	['x = 3.0 in range(5)', 'dynamic a float in a range'],
	['import datetime\nx = datetime.date(2015, 2, 8).replace(10 ** 18)', 'dynamic so large a number there'],
	['x = {}.pop({}, 1)', '1'],
	['x = "ab".split("a", sep="-")', 'TypeError:1'],
	['x = int(base=16)', 'dynamic int() called so'],
	['x = int("1", 64, base=16)', 'dynamic int() called so'],
	['x = min(1, 2, default=3)', 'TypeError:1'],
	['x = slice(1) == slice(1)', 'dynamic whether slices are equal'],
	['x = slice(1) < slice(2)', 'dynamic the order of such values'],
	['x = len({frozenset(("a\\0sb",)), frozenset(("a", "b"))})', '2'],
	['x = set().update(key=1)', 'dynamic a set of names'],
	['x = chr(10 ** 18)', 'dynamic so large a number there'],
	['x = len(range(10 ** 17 + 1))', 'dynamic a range so long'],
	// Strings
	[
		'x = "a,b,,c".split(","), " a  b ".split(), "a b c".rsplit(None, 1)',
		"(['a', 'b', '', 'c'], ['a', 'b'], ['a b', 'c'])",
	],
	['x = "😀é"[::-1], len("😀é"), "x😀y".find("y")', "('é😀', 2, 2)"],
	['x = "ab".center(5, "*"), "-7".zfill(4)', "('**ab*', '-007')"],
	['x = "they\'re".title(), "x".join([]), "%s" % (1,), "abc" % []', "(\"They'Re\", '', '1', 'abc')"],
	['x = r"\\n", "\\x41\\u00e9", "\\z", "a" "b"', "('\\\\n', 'Aé', '\\\\z', 'ab')"],
	['x = repr("a\'b"), repr("\\x00é\\n")', "('\"a\\'b\"', \"'\\\\x00é\\\\n'\")"],
	['x = "abc".index("z")', 'ValueError:1'],
	// Formatting
	['x = "%5.1f|%-4s|%05d|%x|%%" % (2.25, "a", 42, 255)', "'  2.2|a   |00042|ff|%'"],
	['x = "{:>4}{:,}{:.1%}{!r}".format("a", 1234567, 0.256, "q")', '"   a1,234,56725.6%\'q\'"'],
	['n = 3\nx = f"{n:03d}{n * 2 = }{n!r:>3}{{}}{\'a\':{n}}|"', "'003n * 2 = 6  3{}a  |'"],
	['x = "%d" % "a"', 'TypeError:1'],
	['x = "{} {0}".format(1)', 'ValueError:1'],
	// Containers
	['x = [1, 2, 3, 4]\nx[::2] = "ab"\ndel x[1]', "['a', 'b', 4]"],
	['x = {1: "a", True: "b", 1.0: "c"}', "{1: 'c'}"],
	['x = [1]\ny = x\ny += [2]\ny = y + [3]', '[1, 2]'],
	['x = sorted("banana", key=lambda c: (c != "n", c))', "['n', 'n', 'a', 'a', 'a', 'b']"],
	['a, (b, *c), d = 1, (2, 3, 4), 5\nx = [a, b, c, d]', '[1, 2, [3, 4], 5]'],
	[
		'x = [(a, b) for a in range(3) if a for b in "xy" if (a, b) != (1, "x")]',
		"[(1, 'y'), (2, 'x'), (2, 'y')]",
	],
	['x = {**{"a": 1}, "b": 2} | {"a": 3}, [*range(2), *"c"]', "({'a': 3, 'b': 2}, [0, 1, 'c'])"],
	['x = [1]\nx.append(x)', '[1, [...]]'],
	['x = ("a",) + ["b"]', 'TypeError:1'],
	['x = {}\nfor k in {"a": 1}: x[k]\n', 'KeyError:2'],
	['x = {[]: 1}', 'TypeError:1'],
	// Functions
	['def f(a, /, b=2, *c, d, **e): return a, b, c, d, e\nx = f(1, d=4, z=5)', "(1, 2, (), 4, {'z': 5})"],
	['def f(a, v=[]):\n\tv.append(a)\n\treturn v\nf(1)\nx = f(2)', '[1, 2]'],
	[
		'def f():\n\tn = 0\n\tdef g():\n\t\tnonlocal n\n\t\tn += 1\n\t\treturn n\n\tg()\n\treturn g()\nx = f()',
		'2',
	],
	['x = [f() for f in [lambda: i for i in range(3)]]', '[2, 2, 2]'],
	['def g(n):\n\tfor i in range(n): yield i\n\tyield from "ab"\nx = list(g(2))', 'dynamic g(), a generator'],
	['def f(n): return 1 if n < 2 else n * f(n - 1)\nx = f(20)', '2432902008176640000'],
	['v = 1\ndef f():\n\tv += 1\nf()', 'UnboundLocalError:3'],
	['def f(a): pass\nf()', 'TypeError:2'],
	['def f():\n\tx = [c for q in "a" for c in [b]]\n\tb = 1\nf()', 'NameError:2'],
	['x = [].pop("a")', 'TypeError:1'],
	['x = {"a"}.pop(2)', 'dynamic a rare pop()'],
	['def f(n): return f(n + 1)\nf(0)', 'stopped'],
	// Statements
	[
		'x = []\nfor i in range(5):\n\tif i == 1: continue\n\tif i == 3: break\n\tx.append(i)\nelse: x = 0',
		'[0, 2]',
	],
	['x = 0\nwhile x < 3: x += 1\nelse: x = "done"', "'done'"],
	[
		'try:\n\tint("a")\nexcept (KeyError, ValueError) as e:\n\tx = type(e).__name__\nfinally:\n\tx += "!"',
		"'ValueError!'",
	],
	['def f():\n\ttry:\n\t\treturn 1\n\tfinally:\n\t\treturn 2\nx = f()', '2'],
	['try:\n\t1 / 0\nexcept ValueError:\n\tpass', 'ZeroDivisionError:2'],
	['x = 1\nassert x == 2, "no"', 'AssertionError:2'],
	['import sys\nsys.exit(3)', 'SystemExit:2'],
	['x = (\n\t1,\n\tfoo,\n)', 'NameError:3'],
	['if (n := 3) > 2:\n\tx = [m := n, m + 1]', '[3, 4]'],
	// Dates
	[
		'x = str(datetime.date(2015, 2, 8) + datetime.timedelta(weeks=2)), datetime.date(2015, 2, 8).weekday()',
		"('2015-02-22', 6)",
	],
	['x = (datetime.datetime.strptime("2015-03-01", "%Y-%m-%d") - datetime.datetime(2015, 2, 8)).days', '21'],
	['x = datetime.date(2015, 2, 30)', 'ValueError:1'],
	// What only a running machine knows
	['import socket\nx = socket.gethostname() + "x"', 'dynamic socket.gethostname'],
	[
		'x = []\nif datetime.date.today().day > 3:\n\tx.append(1)\ny = len(x)\nx = y',
		'dynamic datetime.date.today()',
	],
	['x = 1\nfor i in open("f"):\n\tx = 2', 'dynamic open()'],
	[
		'x = 0\nfor i in [1, 2]:\n\tif datetime.date.today().day > 3: break\n\tx = i',
		'dynamic datetime.date.today()',
	],
	['x = 1\ntry:\n\timport no_such_module\nexcept ImportError:\n\tx = 2', 'dynamic something that may fail'],
	['x = 1\nwith open("f") as f:\n\ty = 2', '1'],
	['def f():\n\tif os.path.exists("a"): return 1\n\treturn 2\nx = f()', 'dynamic os.path.exists'],
	['class A: pass\nx = A()', 'dynamic class'],
	['import dataclasses\n@dataclasses.dataclass\nclass A: pass\nx = A', 'dynamic dataclasses.dataclass'],
	['match 3:\n\tcase x: pass', 'dynamic match'],
	['async def x(): pass', 'dynamic async'],
	// What Python can do and this evaluator does not
	['x = "a".encode("utf-8")', 'dynamic str.encode'],
	['x = datetime.date(2015, 2, 8).timetuple()', 'dynamic datetime.date.timetuple'],
	['x = (5).__add__(3)', 'dynamic int.__add__'],
	['x = range(3).stop', 'dynamic range.stop'],
	['x = int.from_bytes', 'dynamic int.from_bytes'],
	['x = hasattr("a", "encode"), hasattr("a", "decode")', '(True, False)'],
	['x = "a".decode()', 'AttributeError:1'],
	['x = datetime.date(2015, 2, 8).hour', 'AttributeError:1'],
	// What never gets that far
	['x = "a', 'SyntaxError:1'],
	['x = (1,\ny = 2\n', 'SyntaxError:1'],
	['if 1:\nx = 2', 'IndentationError:2'],
	['x = 1\n  y = 2', 'IndentationError:2'],
	['if 1:\n        x = 1\n\ty = 2', 'TabError:3'],
	['print "x"', 'SyntaxError:1'],
	['x = 1\nreturn x', 'SyntaxError:2'],
	['f() = 1', 'SyntaxError:1'],
	['x = [\n"a"\nb]', 'SyntaxError:2'],
	['x = “a”', 'SyntaxError:1'],
];

for (const [source, expected] of snippets) {
	test(JSON.stringify(source), () => assert.equal(outcome(source), expected));
}

/**
 * What the library does, recorded from CPython 3.11: a snippet, and the repr of `x` or the error. Marked are those that lie
 * outside of the supported language: they are dynamic.
 */
const recorded = readFileSync(join(import.meta.dirname, '../golden/python.jsonl'), 'utf8')
	.trimEnd()
	.split('\n');

for (const row of recorded) {
	const [source, expected, mark] = JSON.parse(row) as [string, string, ('dynamic' | 'stopped')?];
	test(JSON.stringify(source), () => {
		const shown = outcomeOf(source);
		assert.equal(mark === undefined ? shown : shown.split(' ')[0], mark ?? expected);
	});
}

/** What takes long if it is done the obvious way. */
const quick = [
	'x = os.path.dirname("/" * 99999 + "a" + "/" * 99999 + "b")',
	'x = os.path.splitext("a" * 99999 + "." * 99999 + "/b")',
	'x = len(format(1, "060000,"))',
	'x = []\nx.append(x)\nx.append(x)\nx = str(len(x))',
];

for (const source of quick) {
	test(`ends soon: ${source}`, () => {
		const before = process.cpuUsage();
		assert.doesNotMatch(outcome(source), /^(?:stopped|nothing|\w+:\d)/);
		assert.ok(process.cpuUsage(before).user < 1_000_000, 'it took more than a second');
	});
}

/** Every way to run for ever or to grow without end, stopped soon. */
const endless = [
	'while True: pass',
	'x = [1]\nwhile True: x = x + x',
	'x = "ab"\nwhile True: x += x',
	'x = 10 ** 10 ** 10',
	'x = ("a",) * 10 ** 10',
	'x = list(range(10 ** 12))',
	'x = "%1000000000d" % 1',
	'x = [1]\nfor i in range(99): x = [x, x]\ny = repr(x)',
	'x = ()\nfor i in range(40): x = (x, x)\ny = hash(1) if {x} else 2',
	'x = ()\ny = ()\nfor i in range(40): x, y = (x, x), (y, y)\nx == y',
	'x = "😀" * 50000\nwhile True: x[5]',
	'while True: int("9" * 4000)',
	'x = "ab" * 99999\nwhile True: x[1:]',
	'while True: "%s" % ("a" * 9999)',
	'x = ("a" * 999999).replace("a", "b" * 999999)',
	'x = int("9" * 4000000, 32)',
	...[
		...['x.strip()', 'x.count("b")', 'x == y', 'x in {}', 'len(x)', 'x < y', 'not x.isspace()'],
		...['x.splitlines()', 'str.isalpha(x)', 'x.expandtabs()', 'x.find("b")', 'x.zfill(3)'],
	].map((work) => `x = "a" * 500000\ny = "a" * 499999 + "b"\nwhile True: ${work}`),
	...['n.pop(0)', 'n.remove(9)', 'del n[0]', 'n.reverse()', 'del n[::2]', 'n.copy()'].map(
		(work) => `n = [9] * 100000\nwhile True:\n\t${work}\n\tn.append(9)`,
	),
	...['d.popitem()', 'd.copy()', 's.copy()', 's.union()', 'f in {}'].map(
		(work) =>
			`s = set(range(40000))\nf = frozenset(s)\nd = dict.fromkeys(s)\nwhile True:\n\t${work}\n\td[0] = 1\n\ts.add(0)`,
	),
	...['n % m', 'n // m', 'n | m', 'n + m', 'hex(n)', '"%x" % n', 'f"{n:b}"', 'str(10 ** 4000)'].map(
		(work) => `n = 3 ** 100000\nm = 3 ** 50000\nwhile True: ${work}`,
	),
];

for (const source of endless) {
	test(`stopped: ${source}`, () => {
		// The processor's time, not the clock's: other programs on the machine do not count.
		const before = process.cpuUsage();
		assert.equal(outcome(source), 'stopped');
		assert.ok(process.cpuUsage(before).user < 3_000_000, 'it took more than seconds');
	});
}
