/** What is evaluated once, and what code that runs in between can see. Each value is what CPython 3.11 gives. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { buildbotJson, evaluateBuildbot } from '../../server/src/buildbot/index.ts';

/** A program, and what it gives `builds`. */
type Case = readonly [program: string, builds: string];

const augmented: readonly Case[] = [
	['q = ["b", "a"]; n = {"a": 0, "b": 0}; n[q.pop()] += 1; builds = [*q, n["a"]]', '["b",1]'],
	['l = [1, 2]; i = [0, 1]; l[i.pop()] += 5; builds = [l, i]', '[[1,7],[0]]'],
	['l = [[1], [2]]; i = [0, 1]; l[i.pop()][0] += 5; builds = [l, i]', '[[[1],[7]],[0]]'],
	['l = [1, 2]; i = [0, 1]; l[i.pop():] += [9]; builds = [l, i]', '[[1,2,9],[0]]'],
	['d = {1: 0, 2: 0}; it = iter([1, 2]); d[next(it)] += 1; builds = [d[1], d[2], next(it)]', '[1,0,2]'],
	['l = [1, 2]; i = -1; l[(i := i + 1)] += 1; builds = [l, i]', '[[2,2],0]'],
	['c = []\ndef f():\n\tc.append(1)\n\treturn {"a": 1}\nf()["a"] += 1\nbuilds = c', '[1]'],
	['d = {"a": 1}; d |= [("b", 2)]; builds = [*d, d["b"]]', '["a","b",2]'],
	['d = {"a": 1}; d |= zip("ab", "cd"); builds = [d["a"], d["b"]]', '["c","d"]'],
	['d = e = {"a": 1}; d |= {"b": 2}; builds = [*e]', '["a","b"]'],
];

const taken: readonly Case[] = [
	['builds = ["a"]; builds.extend("s%d" % len(builds) for i in range(3))', '["a","s1","s2","s3"]'],
	['builds = []; builds += (len(builds) for i in range(3))', '[0,1,2]'],
	['d = {}; d.update((k, len(d)) for k in "abc"); builds = [*d.values()]', '[0,1,2]'],
	['s = {1}; s.update(len(s) + 10 for i in range(2)); builds = sorted(s)', '[1,11,12]'],
	[
		'l = []\ntry:\n\tl.extend(1 // (2 - i) for i in range(4))\nexcept ZeroDivisionError: pass\nbuilds = l',
		'[0,1]',
	],
	[
		'd = {"a": 1, "b": 2}\ntry:\n\td.update((k + "z", v) for k, v in d.items())\nexcept RuntimeError: pass\nbuilds = [*d]',
		'["a","b","az"]',
	],
	['s = {1, 2, 3}; s.difference_update(x for x in (1, 3)); builds = [*s]', '[2]'],
];

const sorting: readonly Case[] = [
	[
		'a = [3, 1, 2]\ntry:\n\ta.sort(key=lambda v: a.append(1) or v)\nexcept ValueError as e: builds = [str(e)]',
		'["list modified during sort"]',
	],
	[
		'a = [3, 1, 2]; n = []; a.sort(key=lambda v: n.append(len(a)) or v); builds = [a, n]',
		'[[1,2,3],[0,0,0]]',
	],
	['a = [1, 2, 1, "a"]\ntry:\n\ta.sort()\nexcept TypeError: pass\nbuilds = a', 'null'],
];

for (const [name, cases] of Object.entries({ augmented, taken, sorting })) {
	suite(name, () => {
		for (const [program, builds] of cases) {
			test(program, () => {
				const { vars } = buildbotJson(program, evaluateBuildbot(program), []);
				assert.equal(JSON.stringify(vars.builds), builds);
			});
		}
	});
}
