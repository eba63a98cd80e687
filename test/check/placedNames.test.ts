/** Names of a `.buildbot` against what the installation and the repository have. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { earlierRules, evaluateBuildbot } from '../../server/src/buildbot/index.ts';
import { checkBuildbot } from '../../server/src/check/checkBuildbot.ts';
import { type BuildbotContext, bareContext } from '../../server/src/setup/buildbot/buildbotContext.ts';
import { noInstallation } from '../../server/src/setup/installation/installation.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { scannedContext } from '../support/scannedContext.ts';

const installation = {
	...noInstallation,
	home: '/metro',
	names: { builds: ['funtoo-current', 'funtoo-stable'], arches: [], subarches: [], modes: [], targets: [] },
	subarches: [
		{ name: 'corei7', arch: 'x86-64bit' },
		{ name: 'armv7a_hardfp', arch: 'arm-32bit' },
		{ name: 'odd' },
	],
};

/** The mirror that most cases see. */
function mirror(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/mirror/funtoo-current/x86-64bit/corei7/2015-02-01/stage3-corei7.tar.xz', '');
	files.put('/mirror/funtoo-current/x86-64bit/k6/2015-02-01/stage3-k6.tar.xz', '');
	files.putDirectory('/mirror/funtoo-current/x86-64bit/.cache');
	files.putDirectory('/mirror/funtoo-current/arm-32bit/armv7a_hardfp');
	files.putDirectory('/mirror/funtoo-current/snapshots');
	files.putDirectory('/mirror/funtoo-stable/x86-64bit');
	files.putDirectory('/mirror/distfiles');
	return files;
}

const policy = {
	builds: ['funtoo-current'],
	arches: ['x86-64bit', 'pure64'],
	subarches: ['corei7', 'generic_64'],
	allSubarches: ['corei7', 'generic_64', 'atom_64'],
	allArches: ['x86-64bit', 'pure64'],
	allBuilds: ['funtoo-current'],
};

const codes = /^(?:no-directory|arch-not-listed|no-spec|unmanaged)$/;

function found(text: string, context: BuildbotContext, rules = earlierRules): string[] {
	return checkBuildbot(evaluateBuildbot(text, { rules }), context, true)
		.filter(({ code }) => codes.test(code))
		.map(({ code, severity, span, message }) => {
			const said = /: (.*)/.exec(message)?.[1] ?? message;
			return `${severity} ${code} ${text.slice(span.start, span.end)}${code === 'unmanaged' ? message.slice(0, message.indexOf(':')) : code === 'arch-not-listed' ? ` ${said}` : ''}`;
		});
}

const three = (arches: string, subarches: string): string =>
	`builds = ("funtoo-current",)\narches = (${arches})\nsubarches = (${subarches})\n`;

const others = 'hint unmanaged builds' + 'The repository also has "funtoo-stable"';

const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
	[
		'all in place but what the disk has besides',
		three('"x86-64bit", "arm-32bit"', '"corei7", "k6", "armv7a_hardfp"'),
		['information no-spec k6', others],
	],
	[
		'an arch that is not listed',
		three('"x86-64bit",', '"corei7", "k6", "armv7a_hardfp"'),
		[
			'warning arch-not-listed armv7a_hardfp it is never built.',
			'information no-spec k6',
			others,
			'hint unmanaged archesThe repository also has "arm-32bit"',
		],
	],
	[
		'an arch that other servers build',
		`${three('"x86-64bit",', '"corei7", "armv7a_hardfp"')}all_builds = builds\nall_arches = arches + ("arm-32bit",)\nall_subarches = subarches + ("k6",)\n`,
		[
			'warning arch-not-listed armv7a_hardfp it is never built.',
			'hint unmanaged all_buildsThe repository also has "funtoo-stable"',
		],
	],
	[
		'an arch that is kept for nobody',
		`${three('"x86-64bit",', '"corei7",')}all_builds = builds\nall_arches = arches\nall_subarches = subarches + ("k6", "armv7a_hardfp")\n`,
		[
			'warning arch-not-listed armv7a_hardfp it is neither listed nor cleaned.',
			'hint unmanaged all_buildsThe repository also has "funtoo-stable"',
			'hint unmanaged all_archesThe repository also has "arm-32bit"',
		],
	],
	[
		'the arch of what Metro once shipped is information',
		three('"x86-64bit",', '"corei7", "k6", "armv7a_hardfp", "armv5te"'),
		[
			'warning arch-not-listed armv7a_hardfp it is never built.',
			'information arch-not-listed armv5te it is never built.',
			'information no-spec k6',
			'warning no-spec armv5te',
			others,
			'hint unmanaged archesThe repository also has "arm-32bit"',
		],
	],
	[
		'a spec that names no arch',
		three('"x86-64bit",', '"odd", "k6"'),
		[
			'information no-spec k6',
			others,
			'hint unmanaged archesThe repository also has "arm-32bit"',
			'hint unmanaged subarchesThe repository also has "corei7", "armv7a_hardfp"',
		],
	],
	[
		'arches that only Metro knows',
		`import os\n${three('os.uname().machine,', '"corei7", "k6", "armv7a_hardfp"')}`,
		['information no-spec k6', others],
	],
];

suite('names and the installation', () => {
	for (const [what, text, expected] of cases) {
		test(what, async () => {
			const names = {
				...policy,
				allSubarches: ['corei7', 'k6', 'armv7a_hardfp'],
				allArches: ['x86-64bit', 'arm-32bit'],
			};
			const context = await scannedContext(mirror(), { ...names, subarches: [] }, installation);
			assert.deepEqual(
				found(text, context).filter((line) => !line.includes('no-directory')),
				expected,
			);
		});
	}

	test('an installation that could not be read whole may have any name', async () => {
		const partly = { ...installation, isWhole: false };
		const context = await scannedContext(mirror(), { ...policy, subarches: [] }, partly);
		const text = `${three('"x86-64bit",', '"armv5te", "newcomer"')}def map_build(build, subarch, full, full_date):\n\treturn "novel"\n`;
		const problems = checkBuildbot(evaluateBuildbot(text), context, true);
		const claims = problems.filter(({ code }) => /^(?:no-spec|unknown-)/.test(code));
		assert.deepEqual(
			claims.map(({ code, severity }) => `${severity} ${code}`),
			['information unknown-subarch', 'information unknown-build-mode'],
		);
	});

	test('a subarch that is new to the list is known by its directory', async () => {
		const context = await scannedContext(mirror(), { ...policy, subarches: [] }, installation);
		const problems = checkBuildbot(evaluateBuildbot(three('"x86-64bit",', '"k6",')), context, true);
		assert.deepEqual(
			problems.map(({ code }) => code).filter((code) => code.startsWith('unknown-')),
			[],
		);
	});

	test('a directory below another arch than the spec names', async () => {
		const files = mirror();
		files.putDirectory('/mirror/funtoo-current/x86-64bit/armv7a_hardfp');
		const names = {
			...policy,
			subarches: [],
			allSubarches: ['corei7', 'armv7a_hardfp'],
			allArches: ['x86-64bit', 'arm-32bit'],
		};
		const text = three('"x86-64bit", "arm-32bit"', '"corei7", "armv7a_hardfp"');
		const context = await scannedContext(files, names, installation);
		const problems = checkBuildbot(evaluateBuildbot(text), context, true);
		assert.deepEqual(
			problems.filter(({ code }) => code === 'arch-differs').map(({ message }) => message),
			['The repository has "armv7a_hardfp" below "x86-64bit", but its spec names the arch "arm-32bit".'],
		);
	});

	test('a new repository, or one that is not there, draws no attention to what it lacks', async () => {
		const text = `${three('"x86-64bit", "pure64"', '"corei7",')}all_builds = builds\nall_arches = arches\nall_subarches = subarches + ("atom_64",)\n`;
		const files = createMemoryFileSystem();
		files.putDirectory('/mirror');
		const quiet = { ...policy, subarches: [] };
		assert.deepEqual(found(text, await scannedContext(files, quiet)), []);
		assert.deepEqual(found(text, await scannedContext(createMemoryFileSystem(), quiet)), []);
		assert.deepEqual(found(text, bareContext), []);
	});

	test('what the repository lacks of the saved names is a hint', async () => {
		const text = `${three('"x86-64bit", "pure64"', '"corei7", "generic_64", "new"')}all_builds = builds\nall_arches = arches\nall_subarches = subarches + ("atom_64", "k6")\n`;
		const context = await scannedContext(mirror(), policy);
		assert.deepEqual(
			found(text, context).filter((line) => line.includes('no-directory')),
			['hint no-directory generic_64', 'hint no-directory atom_64', 'hint no-directory pure64'],
		);
	});

	test('where a directory cannot be read, nothing is said of what may be there', async () => {
		const text = `${three('"x86-64bit",', '"corei7",')}all_builds = builds\nall_arches = arches\nall_subarches = subarches + ("atom_64",)\n`;
		const files = mirror();
		files.failAt('/mirror/funtoo-current/x86-64bit', 'other');
		assert.deepEqual(
			found(text, await scannedContext(files, policy)).filter((line) => line.includes('no-directory')),
			[],
		);
	});
});
