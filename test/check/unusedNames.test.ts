/** Names of a `.buildbot` that nothing reads. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { evaluateBuildbot } from '../../server/src/buildbot/index.ts';
import { checkBuildbot } from '../../server/src/check/checkBuildbot.ts';
import { bareContext } from '../../server/src/setup/buildbot/buildbotContext.ts';

/** Each text, and the names that are reported. */
const cases: readonly (readonly [text: string, ...unused: string[]])[] = [
	['builds = ("a",)\nmy_builds = ("b",)\n', 'my_builds'],
	['my_builds = ("b",)\nbuilds = my_builds\n'],
	['extra = ()\nextra += ("a",)\nbuilds = ()\n', 'extra'],
	['extra = []\nextra.append("a")\n'],
	['subarches = ["a"]\nalias = subarches\nalias += ["b"]\n'],
	['subarches = ["a"]\nalias = subarches\nalias *= 2\n'],
	['import os\nimport glob as find\nfrom time import sleep, time as now\nbuilds = now()\n', 'find', 'sleep'],
	['import socket, json\nbuilds = ()\n'],
	['from __future__ import annotations\n'],
	['import xml.dom\nbuilds = ()\n', 'xml'],
	['try:\n\timport tomllib\nexcept ImportError:\n\ttomllib = None\n', 'tomllib'],
	['def helper(one):\n\treturn one\nbuilds = ()\n', 'helper'],
	[
		'def helper(one):\n\treturn one\ndef map_build(build, subarch, full, full_date):\n\treturn helper("full")\n',
	],
	['def map_build(build, subarch, full, full_date):\n\tlast = full_date\n\treturn "full"\n'],
	['count = 0\ndef f():\n\tglobal count\n\tcount = 1\nf()\n'],
	['for one in ("a", "b"): pass\n'],
	['a, b = 1, 2\nkeep_num = a\n', 'b'],
	['_later = ("a",)\n__all__ = []\n'],
	['print = None\nopen = None\nmirror = None\n', 'mirror'],
	[
		'keep_num = 3\nstale_days = 3\nindex_ignore_builds = ()\ndef get_subarches(hostname, release): return ()\n',
	],
	['stale_day = 3\nbuilds = ()\n'],
	['old = ("a",)\nbuilds = globals()["old"]\n'],
	['import inspect as i\nold = ("a",)\nbuilds = i.currentframe().f_globals["old"]\n'],
	['old = ("a",)\nclass Names:\n\tbuilds = old\n'],
	['old = ("a",)\ndel old\n'],
	['old = ("a",)\nbuilds = f"{old}"\n'],
	['old = ("a",)\nbuilds = [old for old in ()]\n', 'old'],
	['old = ("a",)\nbuilds = (\n'],
	['old = ("a",)\nraise ValueError\n', 'old'],
];

suite('names that nothing reads', () => {
	for (const [text, ...expected] of cases) {
		test(JSON.stringify(text), () => {
			const found = checkBuildbot(evaluateBuildbot(text), bareContext, true)
				.filter(({ code }) => code === 'unused-name')
				.map(({ span, severity }) => {
					assert.equal(severity, 'hint');
					return text.slice(span.start, span.end);
				});
			assert.deepEqual(found, expected);
		});
	}
});

test('of thousands, the first are reported', () => {
	const text = Array.from({ length: 3000 }, (_, at) => `x${at} = ${at}\n`).join('');
	const found = checkBuildbot(evaluateBuildbot(text), bareContext, true);
	assert.equal(found.filter(({ code }) => code === 'unused-name').length, 100);
});
