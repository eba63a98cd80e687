/** `buildrepo settings`: the recorded `.buildbot` files through the command line, and what it prints for people. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { buildbotJson, evaluateBuildbot, type MapBuildArguments } from '../../server/src/buildbot/index.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

async function settings(source: string | undefined, ...argv: string[]): Promise<Outcome> {
	const files = createMemoryFileSystem();
	files.putDirectory('/home');
	if (source !== undefined) files.put('/home/.buildbot', source);
	return buildrepo(['settings', ...argv], { files, cwd: '/home' });
}

interface Golden {
	readonly name: string;
	readonly source: string;
	readonly map_build: readonly { readonly args: MapBuildArguments }[];
	readonly error?: unknown;
	readonly hang?: true;
}

suite('the recorded files', () => {
	const lines = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
		.trimEnd()
		.split('\n');
	for (const golden of lines.map((line): Golden => JSON.parse(line))) {
		test(golden.name, async () => {
			const calls = golden.map_build.map(({ args }) => args);
			const argv = calls.flatMap((args) => ['--map-build', JSON.stringify(args)]);
			const { stdout, stderr, status } = await settings(golden.source, '--json', ...argv);
			const record = buildbotJson(golden.source, evaluateBuildbot(golden.source), calls);
			// The record itself is compared with what was recorded in its own test.
			assert.deepEqual(JSON.parse(stdout), record);
			assert.equal(stderr, '');
			assert.equal(status, golden.error === undefined && golden.hang === undefined ? 0 : 1);
		});
	}
});

test('without --json it prints a line for each setting and answer', async () => {
	const source = [
		'import os',
		'builds = ("a", "b c")',
		'keep_num = int(os.environ["K"])',
		'def map_build(b, s, full, date):',
		'\treturn "full+openvz"',
	].join('\n');
	const { stdout, status } = await settings(source, '--map-build', '["a","x",true,null]');
	assert.equal(status, 0);
	assert.deepEqual(stdout.trimEnd().split('\n'), [
		'builds: "a", "b c"',
		'arches: ',
		'subarches: ',
		'all_builds: "a", "b c"',
		'all_arches: ',
		'all_subarches: ',
		'stale_days: 3',
		'max_failcount: 3',
		'keep_num: ?',
		'index_ignore_builds: ',
		'index_ignore_subarches: ',
		'map_build("a", "x", true, null): full+openvz',
	]);
});

test('a file that does not run names its line', async () => {
	const { stderr, status } = await settings('builds = ("a",)\narches = (x,)\n');
	assert.equal(status, 1);
	assert.equal(stderr, "buildrepo: /home/.buildbot line 2: NameError: name 'x' is not defined\n");
});

test('a KeyError shows its key as Python does', async () => {
	const { stderr } = await settings('builds = {}["a"]\n');
	assert.equal(stderr, "buildrepo: /home/.buildbot line 1: KeyError: 'a'\n");
});

test('large numbers keep their digits', async () => {
	const digits = `1${'0'.repeat(30)}`;
	assert.match((await settings('keep_num = 10 ** 30\n')).stdout, new RegExp(`^keep_num: ${digits}$`, 'm'));
	const { stdout } = await settings('keep_num = 10 ** 30\n', '--json');
	assert.deepEqual(JSON.parse(stdout).vars.keep_num, { $int: digits });
});

test('a missing file and invalid arguments are refused with one line', async () => {
	const missing = await settings(undefined);
	assert.equal(missing.status, 2);
	assert.match(missing.stderr, /^buildrepo: .*\/home\/\.buildbot.*\n$/);
	for (const argument of ['x', '3', '[[]]']) {
		const refused = await settings('', '--map-build', argument);
		assert.equal(refused.status, 2);
		assert.match(refused.stderr, /^buildrepo: --map-build .* is not a list of arguments: write it as .*\n$/);
	}
});

for (const value of ['a = []; a.append(a); a.append(a)', 'a = ["x"]\nfor i in range(40): a = [a, a]']) {
	test(`values that contain themselves many times get a short answer: ${JSON.stringify(value)}`, async () => {
		const files = createMemoryFileSystem();
		files.put('/home/.metro', '');
		files.put('/home/.buildbot', `${value}\nbuilds = arches = ("one",)\nsubarches = a\n`);
		const { stdout } = await buildrepo(['settings', '--json'], { files });
		assert.ok(stdout.length < 1_000_000, `${stdout.length} characters`);
		assert.match(stdout, /"\$more"/);
	});
}
