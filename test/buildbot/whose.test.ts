/** Whose `.buildbot` a text is: Metro's, a later Metro's, or another program's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laterForm, mayBeMetros, readBuildbot } from '../../server/src/buildbot/index.ts';

const texts: readonly (readonly [isMetros: boolean, what: string, text: string])[] = [
	[true, 'a tuple of builds', 'builds = ("funtoo-current",)\n'],
	[true, 'the same half-written', 'builds = ("funtoo-cur'],
	[true, 'one setting behind an import', 'import os\nmax_failcount = 3\n'],
	[true, 'more subarches', 'subarches += ("i686",)\n'],
	[true, 'map_build alone', 'def map_build(build, subarch, full, full_date):\n\treturn "full"\n'],
	[true, 'get_subarches alone', 'def get_subarches(hostname=None, release=None):\n\treturn ()\n'],
	...['-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^', '@'].map(
		(operator) => [true, `a setting changed by ${operator}=`, `max_failcount ${operator}= 3\n`] as const,
	),
	[true, 'a setting with its type', 'max_failcount: int = 3\n'],
	[true, 'two settings at once', 'builds, arches = ("funtoo-current",), ("x86-64bit",)\n'],
	[true, 'the same half-written', 'builds, arches = ("funtoo-cur'],
	[true, 'a setting in brackets', '[first, *builds] = "abc"\n(arches) = ()\n'],
	[true, 'one value for two names', 'everything = builds = ("funtoo-current",)\n'],
	[true, 'a setting after a semicolon', 'import os; keep_num = 3\n'],
	[true, 'a setting under a condition', 'import os\nif os.environ:\n\tkeep_num -= 1\n'],
	[true, 'a setting in a loop', 'for name in ("a", "b"):\n\tsubarches += (name,)\n'],
	[true, 'a setting as the target of a loop', 'for stale_days in range(5): pass\n'],
	[true, 'a setting in try', 'try:\n\timport site\nexcept ImportError:\n\tkeep_num = 3\n'],
	[true, 'a setting in with', 'with open("list") as file:\n\tbuilds = file.read().split()\n'],
	[true, 'a setting within an expression', 'print(keep_num := 3)\n'],
	[true, 'a setting that a function sets', 'def more():\n\tglobal keep_num\n\tkeep_num = 4\nmore()\n'],
	[true, 'an imported setting', 'from common import names as subarches\n'],
	[true, 'a deleted setting', 'del keep_num\n'],
	[true, 'map_build as a value', 'map_build = lambda build, subarch, full, full_date: "full"\n'],
	[true, 'an imported map_build', 'from common import map_build\n'],
	[true, 'a setting before an error', 'if True:\n\tkeep_num = 4\nx = = 3\n'],
	[true, 'a setting behind a byte order mark', '\ufeffkeep_num = 4\n'],
	[true, 'a half-written setting in a block', 'import os\nif os.environ:\n  builds = ('],
	[true, 'a setting that gets an item', 'from common import *\nbuilds.append("funtoo-current")\n'],
	[true, 'the same in a block', 'from common import *\nif more:\n\tbuilds.extend(more)\n'],
	[true, 'a setting whose items are replaced', 'from common import *\nbuilds[0:0] = ["funtoo-current"]\n'],
	[true, 'a setting that loses an item', 'from common import *\ndel builds[0]\n'],
	[true, 'a setting in letters of another form', 'ｂuilds = 1\n'],
	[true, 'a setting after a docstring', '"""The farm.\n"""\nbuilds = ('],
	[true, 'a setting after a comment with quotes', '# an odd """\nbuilds = ()\nx = """y"""\n'],
	[
		false,
		'a docstring with such a line',
		'"""How to use it:\n\nbuilds = 3\ndef map_build(): pass\n"""\nimport os\n',
	],
	[false, 'an item of an attribute', 'farm.builds.append(1)\nfarm["builds"][0] = 1\n'],
	[false, 'a setting whose method is only asked', 'print(builds.index(1))\n'],
	[false, 'a change within a function', 'def more(builds):\n\tbuilds.append(1)\n'],
	[false, 'a variable of a function', 'def build():\n\tbuilds = ()\n\treturn builds\n'],
	[false, 'a member of a class', 'class Farm:\n\tbuilds = ()\n\tdef map_build(self): pass\n'],
	[false, 'a variable of a comprehension', 'print([builds for builds in (1, 2)])\n'],
	[false, 'a parameter', 'run(builds=3)\ncall = lambda builds: builds\n'],
	[false, 'a type without a value', 'builds: list\n'],
	[false, 'YAML with a value of that name', 'builds: linux\nkeep_num: 3\n'],
	[false, 'YAML with a script', 'run: |\n  builds = 3\n  max_failcount -= 1\n'],
	[false, 'an attribute or an item', 'farm.builds = 3\nfarm["builds"] = 3\n'],
	[false, 'a setting that is only read', 'print(builds)\n'],
	[false, 'one that nests too deep', `print(builds, ${'('.repeat(20_000)}1${')'.repeat(20_000)})\n`],
	[false, 'nothing', ''],
	[false, 'comments alone', '# builds\n\n  # arches\n'],
	[true, 'a byte order mark before it', '\ufeff# builds\nbuilds = ()\n'],
	[false, 'YAML', 'python:\n  - "3.8"\n  - "3.9"\n'],
	[false, 'YAML with a key of that name', 'builds:\n  - linux\n'],
	[false, 'JSON', '{\n\t"plugins": ["a_b"],\n\t"builds": {}\n}\n'],
	[false, 'a shell script', '#!/bin/sh\n# call it\nbash ./build.sh\n'],
	[false, 'a line of words', 'directory_upload out\n'],
	[false, 'another Python file', 'import os\nname = "x"\nprint(name)\n'],
	[false, 'a comparison', 'builds == 3\n'],
];

for (const [isMetros, what, text] of texts) {
	test(`${isMetros ? 'may be' : 'is not'} Metro’s: ${what}`, () => assert.equal(mayBeMetros(text), isMetros));
}

const forms: readonly (readonly [form: string | undefined, text: string])[] = [
	[undefined, 'def map_build(build, subarch, full, full_date):\n\treturn "full"\n'],
	[undefined, 'def map_build(build, subarch, full, full_date, more=None):\n\treturn "full"\n'],
	[undefined, 'def map_build(*all):\n\treturn "full"\n'],
	[undefined, 'builds = ()\n'],
	[
		'has a map_build of five arguments',
		'def map_build(build, arch_desc, subarch, full, full_date):\n\treturn "full"\n',
	],
	['defines get_subarches', 'def get_subarches(hostname=None, release=None):\n\treturn ()\n'],
];

for (const [form, text] of forms) {
	test(`${text.slice(0, text.indexOf(')') + 1)} ${form ?? 'is for any Metro'}`, () =>
		assert.equal(laterForm(readBuildbot(text).outline), form));
}
