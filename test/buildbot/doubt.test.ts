/** Code that may or may not run makes everything it may touch dynamic, and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateBuildbot } from '../../server/src/buildbot/index.ts';

/** `builds` as its names, or `dynamic`, or `error`. */
function buildsOf(source: string): string {
	const { assigned, dynamic, error } = evaluateBuildbot(source);
	if (error !== undefined) return error.type;
	if (dynamic.has('builds')) return 'dynamic';
	return (assigned.get('builds')?.names ?? []).map(({ name }) => name).join(' ');
}

const maybe = "os.path.exists('/etc')";

/** A file, and what `builds` is after it. */
const files: readonly (readonly [source: string, builds: string])[] = [
	// A dict that has the same keys, but in another order than when the loop began
	[
		"d = {'a': 1, 'b': 2}\nbuilds = []\nfor k in d:\n\tdel d['a']\n\td['a'] = 3\n\tbuilds.append(k)",
		'dynamic',
	],
	[
		"d = {'a': 1, 'b': 2}\nbuilds = []\nfor k in d:\n\tv = d.pop('b')\n\td['b'] = v\n\tbuilds.append(k)",
		'dynamic',
	],
	["d = {'a': 1, 'b': 2}\nbuilds = []\nfor k in d:\n\td['a'] = 3\n\tbuilds.append(k)", 'a b'],
	// Through calls
	[`a = ['x']\ndef f(): a.append('z')\nif ${maybe}: f()\nbuilds = a`, 'dynamic'],
	[`a = ['x']\ndef f(l): l.append('z')\nif ${maybe}: f(a)\nbuilds = a`, 'dynamic'],
	[`builds = []\ndef f(x):\n\tbuilds.append(x)\n\treturn x\ny = ${maybe} and f('a')`, 'dynamic'],
	[
		`builds = ['x']\ndef g(): builds.append('b')\ntry:\n\tos.listdir('/n')\nexcept OSError:\n\tg()`,
		'dynamic',
	],
	[
		`builds = ('x',)\ndef f():\n\tglobal builds\n\tbuilds = ('y',)\ndef g(): f()\nif ${maybe}: g()`,
		'dynamic',
	],
	[`builds = ['x']\nfs = [lambda: builds.append('y')]\nif ${maybe}: fs[0]()`, 'dynamic'],
	[`builds = ['x']\nf = builds.append if ${maybe} else print\nf('y')`, 'dynamic'],
	[`builds = ['b', 'a']\nif ${maybe}: sorted('x', key=lambda c: builds.append(c))`, 'dynamic'],
	// Through other names
	[`a = ['x', 'y']\nb = []\nif ${maybe}: b = a\nb.pop()\nbuilds = a`, 'dynamic'],
	[`a = ['x']\nb = a if ${maybe} else []\nb.append('q')\nbuilds = a`, 'dynamic'],
	[`a = ['x']\nfor q in [a] if ${maybe} else []:\n\tq.append('z')\nbuilds = a`, 'dynamic'],
	[`a = ['x']\nd = {}\nif ${maybe}: d['k'] = a\nd['k'].append('y')\nbuilds = a`, 'dynamic'],
	[`builds = ['x']\ndef f():\n\tif ${maybe}: return builds\n\treturn []\nf().append('y')`, 'dynamic'],
	// Leaving early
	[`builds = []\ndef f():\n\tif ${maybe}: return\n\tbuilds.append('a')\nf()`, 'dynamic'],
	[`builds = ('b',)\ndef f():\n\tglobal builds\n\tif ${maybe}: return\n\tbuilds = ('a',)\nf()`, 'dynamic'],
	[`builds = ('b',)\nif ${maybe}: sys.exit()\nbuilds = ('a',)`, 'dynamic'],
	[`builds = ('b',)\ndef f():\n\tif ${maybe}: raise ValueError\nf()\nbuilds = ('a',)`, 'dynamic'],
	[`builds = ('b',)\ntry:\n\topen('/n')\n\tbuilds = ('a',)\nexcept OSError: pass`, 'dynamic'],
	[`builds = ['b']\nfor n in 'ab':\n\tif ${maybe}: break\n\tbuilds.append(n)`, 'dynamic'],
	// What the library may do
	[`import random\nbuilds = ['a', 'b']\nrandom.shuffle(builds)`, 'dynamic'],
	[`import heapq\nbuilds = ['b', 'a']\nheapq.heapify(builds)`, 'dynamic'],
	[
		`import collections\nbuilds = ['a']\nd = collections.defaultdict(list)\nd['x'] = builds\nd['x'].append('b')`,
		'dynamic',
	],
	[`exec('builds = (1,)')`, 'dynamic'],
	// Names that may have no value
	[`if ${maybe}: y = 1\nbuilds = ('a',)\ntry:\n\tz = y\nexcept NameError:\n\tbuilds = ('b',)`, 'dynamic'],
	[`y = 1\nif ${maybe}: del y\nbuilds = ('a',)\ntry: y\nexcept NameError: builds = ('b',)`, 'dynamic'],
	[`if ${maybe}: y = 1\nbuilds = ('a',)\ntry: del y\nexcept NameError: builds = ('b',)`, 'dynamic'],
	[
		`def f():\n\tif ${maybe}: y = 1\n\ttry: y\n\texcept UnboundLocalError: return 'b'\n\treturn 'a'\nbuilds = (f(),)`,
		'dynamic',
	],
	[`y = 1\nif ${maybe}: y = 2\nbuilds = ('a',)\ntry: y\nexcept NameError: builds = ('b',)`, 'a'],
	[`builds = ('a',)\nclass A: y = 1\ntry: y\nexcept NameError: builds = ('b',)`, 'b'],
	// Other functions in the place of known ones
	[`import builtins\nif ${maybe}: builtins.len = lambda q: 5\nbuilds = ('a',) * len('x')`, 'dynamic'],
	[`import builtins\ndef f(): builtins.len = lambda q: 5\nif ${maybe}: f()\nbuilds = ('a',)`, 'dynamic'],
	[`import builtins\nfor builtins.len in [${maybe}]: pass\nbuilds = ('a',) * len('x')`, 'dynamic'],
	[`import builtins\nwith open('/n') as builtins.len: pass\nbuilds = ('a',) * len('x')`, 'dynamic'],
	[`import builtins\nsetattr(builtins, 'len', lambda q: 5)\nbuilds = ('a',) * len('x')`, 'dynamic'],
	[`import builtins\nif ${maybe}: delattr(builtins, 'len')\nbuilds = ('a',) * len('x')`, 'dynamic'],
	[`import os\ndel os.sep\nbuilds = ('a',)`, 'dynamic'],
	// Classes have names of their own, but what they declare global
	[`n = 'a'\ndef f():\n\tm = n\n\tclass A: n = 'b'\n\treturn m\nbuilds = (f(),)`, 'a'],
	[`builds = ('a',)\ndef f():\n\tclass A:\n\t\tglobal builds\n\t\tbuilds = ('b',)\nf()`, 'dynamic'],
	[`import asyncio\nbuilds = ['a']\nasync def f(): builds.append('b')\nasyncio.run(f())`, 'dynamic'],
	[`vars()['builds'] = ('a',)`, 'dynamic'],
	[`locals().update(builds=('a',))`, 'dynamic'],
	[`def f(): globals()['builds'] = ('a',)\nf()`, 'dynamic'],
	[`builds = ('a',)\nfrom somewhere import *`, 'dynamic'],
	// Generators run later, a step at a time
	[`builds = []\ndef g():\n\tbuilds.append('a')\n\tyield 1\nx = g()`, ''],
	[`builds = []\ndef g():\n\tbuilds.append('a')\n\tyield 1\nlist(g())`, 'dynamic'],
	[
		`builds = ('b',)\ndef g():\n\tglobal builds\n\tbuilds = ('x',)\n\tyield 1\nit = g()\nbuilds = ('y',)\nlist(it)`,
		'dynamic',
	],
	// What cannot be touched stays known
	[`builds = ['x']\nif ${maybe}: stale_days = 1`, 'x'],
	[`builds = ['x']\nkeep_num = int(os.environ.get('KEEP', 3))`, 'x'],
	[`builds = ('x',)\nall_builds = builds + tuple(os.environ.get('MORE', '').split())`, 'x'],
	[`builds = ['x']\nif ${maybe}: keep_num = len(builds)`, 'x'],
	[`builds = ['x']\ndef f(): builds.append('y')\nif ${maybe}: keep_num = 1`, 'x'],
	[`builds = ('x',)\ntry: import lxml\nexcept ImportError: lxml = None`, 'x'],
	[`builds = ('x',)\ndef f(): exec('1')`, 'x'],
	// The order of a set
	[`builds = list({'a', 'b'})`, 'dynamic'],
	[`for x in {'a', 'b'}: builds = (x,)`, 'dynamic'],
	[`builds = sorted({'b', 'a'} | {'c'})`, 'a b c'],
	[`builds = list({'a'})`, 'a'],
	// Errors that may not come
	[`builds = ('a',)\nx = os.listdir('/n')\n1 / 0`, 'a'],
	[`builds = ('a',)\n1 / 0`, 'ZeroDivisionError'],
];

for (const [source, builds] of files) {
	test(JSON.stringify(source), () => assert.equal(buildsOf(source), builds));
}

test('asking map_build changes no setting', () => {
	const source = `builds = ['b']\nsubarches = ['c']\nall_arches = ['a']\ndef map_build(u, s, f, e):\n\tall_arches.append('z')\n\tsubarches.remove('c')\n\treturn 'full'\n`;
	const buildbot = evaluateBuildbot(source);
	buildbot.mapBuild(['b', 'c', true, null]);
	const names = (setting: 'subarches' | 'all_arches'): string[] =>
		(buildbot.assigned.get(setting)?.names ?? []).map(({ name }) => name);
	assert.deepEqual([names('subarches'), names('all_arches')], [['c'], ['a']]);
	assert.deepEqual(
		buildbot.settings.subarches.map(({ name }) => name),
		['c'],
	);
});

test('Metro misses a setting that the file deletes', () => {
	const { problems, values } = evaluateBuildbot('stale_days = 4\ndel stale_days\n');
	assert.equal(values.has('stale_days'), false);
	assert.match(problems.map(({ message }) => message).join('\n'), /NameError: the file deletes stale_days/);
});

test('a setting assigned its own value is set', () => {
	const { values, settings } = evaluateBuildbot('kept = keep_num\nkeep_num = kept\n');
	assert.deepEqual([values.has('keep_num'), settings.keepNum], [true, 2]);
});
