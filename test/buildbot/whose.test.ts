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
