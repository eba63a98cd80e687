/** `buildrepo check`: which runs it checks, what stops those that are built, and which values the installation knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

const base: Readonly<Record<string, string>> = {
	'/home/.metro':
		'[section path]\ninstall: /metro\nwork: /work\n[section path/mirror]\n: /mirror\n[collect $[path/install]/etc/master.conf]\n',
	'/home/.buildbot': 'builds = ("one", "two")\narches = ("x86", "arm")\nsubarches = ("small", "big")\n',
	'/metro/etc/master.conf': [
		'[collect ./builds/$[target/build]/build.conf]',
		'[collect ./multi-targets/$[multi/mode:zap]]',
		'[collect ../targets/gentoo/$[target:zap].spec]',
		'',
	].join('\n'),
	'/metro/etc/builds/one/build.conf': '[section profile]\nrelease: 1.3\n',
	'/metro/etc/builds/two/build.conf': '[section profile]\nother: 1\n',
	'/metro/etc/multi-targets/full': '[section multi]\ntargets: snapshot stage3\n',
	'/metro/etc/multi-targets/freshen': '[section multi]\ntargets: stage3\n',
	'/metro/targets/gentoo/stage3.spec':
		'[section target]\nclass: stage\n[section steps]\nunpack: [\ntrue\n]\n',
	'/metro/targets/gentoo/snapshot.spec': '[section target]\nclass: snapshot\n',
	'/metro/targets/gentoo/lxc.spec': '[section target]\nclass: stage\n',
};

/** What is found, as `code (run)` in the order of the files. */
async function found(
	files: Readonly<Record<string, string>>,
	places: readonly string[],
	...options: string[]
): Promise<string[]> {
	const disk = createMemoryFileSystem();
	for (const [path, text] of Object.entries({ ...base, ...files })) disk.put(path, text);
	disk.putDirectory('/mirror');
	for (const place of places) disk.putDirectory(`/mirror/${place}`);
	const { stdout } = await buildrepo(['check', ...options], { files: disk, cwd: '/home' });
	return stdout.match(/\[[a-z-]+\](?: \(.*\))?$/gm) ?? [];
}

const uses = (step: string, head = ''): string =>
	`[section target]\nclass: stage\n[section steps]\n${head}${step}: [\necho $[profile/release]\n]\n`;
const stage3 = '/metro/targets/gentoo/stage3.spec';
const both = ['one/x86/small', 'two/x86/small'];
const where = '(two x86 small stage3 (full))';

const stage = (run: string): Record<string, string> => ({
	'/metro/modules/targets/base.py': 'class BaseTarget:\n\tdef run(self):\n\t\tself.run_script("steps/run")\n',
	'/metro/modules/targets/stage.py': `class StageTarget(BaseTarget):\n\tdef run(self):\n${run}\n\tdef other(self):\n\t\tself.run_script("steps/never")\n`,
});

const runs: readonly (readonly [
	what: string,
	files: Record<string, string>,
	places: readonly string[],
	...expected: string[],
])[] = [
	['a step that every run carries out', { [stage3]: uses('unpack') }, both, `[run-stops] ${where}`],
	['a block that no run carries out by itself', { [stage3]: uses('mine') }, both],
	['a build that is not made here', { [stage3]: uses('unpack') }, ['one/x86/small']],
	['a target that no mode builds', { '/metro/targets/gentoo/lxc.spec': uses('unpack') }, both],
	[
		'a key that is forgiven',
		{ [stage3]: '[section steps]\nunpack: [\necho $[profile/release:lax]\n]\n' },
		both,
	],
	[
		'a step that the installation’s own class runs',
		{
			[stage3]: uses('mine'),
			...stage('\t\ttry:\n\t\t\tself.run_script_in_chroot("steps/mine", optional=True)'),
		},
		both,
		`[run-stops] ${where}`,
	],
	[
		'a step that the class runs under a condition',
		{ [stage3]: uses('mine'), ...stage('\t\tif self.x:\n\t\t\tself.run_script("steps/mine")\n\t\tself.y()') },
		both,
	],
	[
		'a step of another method',
		{ [stage3]: uses('never'), ...stage('\t\tself.run_script("steps/mine")') },
		both,
	],
	[
		'a step of the class below',
		{ [stage3]: uses('run'), ...stage('\t\tBaseTarget.run(self)') },
		both,
		`[run-stops] ${where}`,
	],
	[
		'a mode that map_build asks for',
		{
			[stage3]: uses('unpack'),
			'/home/.buildbot': `${base['/home/.buildbot']}def map_build(build, subarch, full, full_date):\n\treturn "freshen"\n`,
		},
		both,
		'[run-stops] (two x86 small stage3 (freshen))',
	],
];

for (const [what, files, places, ...expected] of runs) {
	test(`a run stops: ${what}`, async () => assert.deepEqual(await found(files, places), expected));
}

/** A build whose arch `arm` needs a file for each subarch. */
const arm: Readonly<Record<string, string>> = {
	'/metro/etc/builds/one/build.conf': '[collect ../packages/$[target/arch_desc].conf]\n',
	'/metro/etc/builds/packages/x86.conf': '',
	'/metro/etc/builds/packages/arm.conf': '[collect subarches/$[target/subarch].conf]\n',
	'/metro/etc/builds/packages/subarches/big.conf': '',
	'/home/.buildbot': 'builds = ("one",)\narches = ("x86", "arm")\nsubarches = ("small", "big")\n',
};
const spec = (arch: string): string => `[section target]\narch_desc: ${arch}\n`;

const pairs: readonly (readonly [
	what: string,
	files: Record<string, string>,
	places: readonly string[],
	...expected: string[],
])[] = [
	['those in the repository', {}, ['one/x86/small', 'one/arm/big']],
	['a wrong one in the repository', {}, ['one/arm/small'], '[collect-missing] (one arm small stage3 (full))'],
	[
		'those of the installation’s own files',
		{ '/metro/subarch/small.spec': spec('x86'), '/metro/subarch/big.spec': spec('arm') },
		[],
	],
	[
		'a wrong one by the installation’s own files',
		{ '/metro/subarch/small.spec': spec('arm'), '/metro/subarch/big.spec': '' },
		[],
		'[collect-missing] (one arm small stage3 (full))',
	],
	[
		'subarches that Metro once shipped',
		{
			'/home/.buildbot': 'builds = ("one",)\narches = ("x86-64bit", "arm")\nsubarches = ("generic_64",)\n',
			'/metro/etc/builds/packages/x86-64bit.conf': '',
		},
		[],
	],
	[
		'the only arch there is',
		{ '/home/.buildbot': 'builds = ("one",)\narches = ("arm",)\nsubarches = ("big", "small")\n' },
		[],
		'[collect-missing] (one arm small stage3 (full))',
	],
];

for (const [what, files, places, ...expected] of pairs) {
	test(`checked arches and subarches: ${what}`, async () =>
		assert.deepEqual(await found({ ...arm, ...files }, places), expected));
}

const shell = (...lines: string[]): string => `[section steps]\ncapture: [\n${lines.join('\n')}\n]\n`;
const compression = (word: string): string => `[section target]\ncompression: ${word}\n`;
const build = '/metro/etc/builds/one/build.conf';
const closedCase = shell('case "$[target/compression]" in', '\tzst|xz) x ;;', 'esac');

const words: readonly (readonly [what: string, files: Record<string, string>, ...expected: string[]])[] = [
	['a case statement knows it', { [build]: compression('zst'), [stage3]: closedCase }],
	['no case statement knows it', { [build]: compression('gz'), [stage3]: closedCase }, '[unknown-value]'],
	[
		'a case statement that takes anything',
		{
			[build]: compression('gz'),
			[stage3]: shell('case $[target/compression] in', 'xz)', 'x;;', '*) y $z;;', 'esac'),
		},
	],
	[
		'a case statement that refuses the rest',
		{
			[build]: compression('gz'),
			[stage3]: shell('case $[target/compression] in', 'xz)', 'x;;', '*) exit 1;;', 'esac'),
		},
		'[unknown-value]',
	],
	[
		'a variable that stands for the key',
		{
			[build]: compression('gz'),
			[stage3]: shell('c="$[target/compression]"', 'case $c in', 'xz) x;;', 'esac'),
		},
		'[unknown-value]',
	],
	[
		'a comparison knows it',
		{
			[build]: '[section profile]\nformat: mine\n',
			[stage3]: shell('if [ "$[profile/format]" == "mine" ]; then x; fi'),
		},
	],
	[
		'nearly what a comparison knows',
		{
			[build]: '[section profile]\nformat: mime\n',
			[stage3]: shell('if [ "$[profile/format]" == "mine" ]; then x; fi'),
		},
		'[unknown-value]',
	],
	[
		'a file is named for it',
		{
			[build]: '[section snapshot/source]\ntype: meta-repo\n',
			'/metro/targets/gentoo/snapshot.spec': '[collect ./snapshot/source/$[snapshot/source/type]]\n',
			'/metro/targets/gentoo/snapshot/source/meta-repo': '',
		},
	],
	[
		'no file is named for it',
		{
			[build]: '[section snapshot/source]\ntype: meta-repo\n',
			'/metro/etc/other.conf': '[collect ../sources/$[snapshot/source/type]]\n',
			'/metro/etc/builds/sources/git': '',
			'/metro/etc/builds/two/other.conf': '[collect ../sources/$[snapshot/source/type]]\n',
		},
		'[unknown-value]',
	],
	[
		'Metro’s program knows the option',
		{
			[build]: '[section metro]\noptions: mine\n',
			'/metro/metro': 'if "mine" in settings["metro/options"].split():\n',
		},
	],
	[
		'Metro’s program does not know the option',
		{
			[build]: '[section metro]\noptions: replace\n',
			'/metro/metro': 'if "mine" in settings["metro/options"].split():\n',
		},
		'[unknown-option-word]',
	],
	['nothing tells', { [build]: compression('zst') }],
];

for (const [what, files, ...expected] of words) {
	test(`values: ${what}`, async () => assert.deepEqual(await found(files, ['one/x86/small']), expected));
}

test('without an installation, unknown words get a note', async () => {
	const files = { '/home/.metro': `[section path/mirror]\n: /mirror\n${compression('zst')}` };
	assert.deepEqual(await found(files, []), []);
	assert.ok((await found(files, [], '--all')).includes('[unknown-value]'));
});
