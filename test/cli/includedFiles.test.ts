/** Files that `<<` names: Metro before October 2022 cuts the last character off every line, later ones take them as they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

/** The part of each parser that tells which of the two it is. */
const parsers = {
	'that cuts': 'for line in myfile.readlines():\n\toutstring=outstring+line[:-1]+" "\n',
	'that does not cut': 'with open(ex, "r") as myfile:\n\treturn myfile.read().strip()\n',
};

function run(parser: string, value: string | undefined, ...argv: string[]): Promise<Outcome> {
	const files = createMemoryFileSystem();
	files.put(
		'/home/.metro',
		'own: yes\n[section path]\ninstall: /metro\n[section path/mirror]\n: /mirror\n[collect $[path/install]/etc/master.conf]\n',
	);
	files.put('/home/.buildbot', 'builds = ("one",)\narches = ("x86",)\nsubarches = ("i686",)\n');
	files.put('/metro/modules/flexdata.py', parser);
	files.put(
		'/metro/etc/master.conf',
		'seed: << /control/seed\nused: $[seed]\n[collect ./$[seed].conf when own is yes]\n',
	);
	files.put('/metro/etc/stage3.conf', '');
	if (value !== undefined) files.put('/control/seed', value);
	files.putDirectory('/mirror');
	return buildrepo(argv, { files, cwd: '/home' });
}

/** What a file holds, and what each parser makes of it. */
const values: readonly (readonly [text: string, cut: string, whole: string])[] = [
	['stage3\n', 'stage3', 'stage3'],
	['stage3', 'stage', 'stage3'],
	['a\nb', 'a ', 'a\nb'],
	['a\r\nb\r\n', 'a b', 'a\nb'],
	['  a  ', '  a ', 'a'],
	['', '', ''],
	['x', '', 'x'],
];

for (const [text, cut, whole] of values) {
	for (const [which, parser] of Object.entries(parsers)) {
		test(`config: ${JSON.stringify(text)} in a file, a Metro ${which}`, async () => {
			const { stdout } = await run(parser, text, 'config', '--json', '--set', 'own=no');
			const { keys } = JSON.parse(stdout) as { keys: { seed: string } };
			assert.equal(keys.seed, which === 'that cuts' ? cut : whole);
		});
	}
}

test('a file that is not there: each parser has its own message', async () => {
	const messages = await Promise.all(
		Object.values(parsers).map(async (parser) => {
			const { stdout } = await run(parser, undefined, 'config', '--json');
			return (JSON.parse(stdout) as { error: { type: string; message: string } }).error;
		}),
	);
	assert.deepEqual(
		messages.map(({ type, message }) => `${type}: ${message}`),
		[
			'FlexDataError: Cannot open file /control/seed specified in variable "/control/seed"',
			"FileNotFoundError: [Errno 2] No such file or directory: '/control/seed'",
		],
	);
});

test('where a character is cut off, config and check say why a file is not found', async () => {
	const why =
		'/control/seed has no newline at its end, so Metro reads "stage" instead of "stage3": add a newline.';
	const config = await run(parsers['that cuts'], 'stage3', 'config', 'seed');
	assert.equal(config.status, 2);
	assert.ok(config.stderr.includes(why), config.stderr);
	const check = await run(parsers['that cuts'], 'stage3', 'check');
	assert.deepEqual(check.stdout.match(/\[[a-z-]+\]/g), ['[file-cut-off]', '[collect-missing]']);
	assert.equal(check.stdout.split(why).length, 3);
});

test('where nothing is cut off, check says nothing', async () => {
	for (const [parser, text] of [
		[parsers['that cuts'], 'stage3\n'],
		[parsers['that does not cut'], 'stage3\n'],
		[parsers['that does not cut'], 'stage3'],
	] as const) {
		const { stdout, status } = await run(parser, text, 'check');
		assert.deepEqual([stdout, status], ['', 0]);
	}
});
