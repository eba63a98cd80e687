/** `buildrepo config`: the recorded FlexData cases through the command line, and what it prints for people. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

const home = '/home';

function disk(files: Readonly<Record<string, string>>): MemoryFileSystem {
	const created = createMemoryFileSystem();
	created.putDirectory(home);
	for (const [path, text] of Object.entries(files)) created.put(`${home}/${path}`, text);
	return created;
}

async function config(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<Outcome> {
	return buildrepo(['config', ...argv], { files: disk(files), cwd: home });
}

interface Case {
	readonly name: string;
	readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
	readonly entry: readonly string[];
	readonly args: Readonly<Record<string, string>>;
	readonly lookups?: readonly string[];
	readonly result: { readonly collected?: unknown; readonly keys?: unknown; readonly python_keys?: unknown };
}

suite('the recorded cases', () => {
	const lines = readFileSync(join(import.meta.dirname, '../golden/flexdata.jsonl'), 'utf8')
		.trimEnd()
		.split('\n');
	for (const line of lines) {
		const recorded = JSON.parse(line.replaceAll('@DIR@', home)) as Case;
		test(recorded.name, async () => {
			const files = disk({});
			for (const [path, content] of Object.entries(recorded.files)) {
				files.put(
					`${home}/${path}`,
					typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'),
				);
			}
			const { lookups = [] } = recorded;
			const argv = [
				...recorded.entry.flatMap((entry) => ['--file', entry]),
				...Object.entries(recorded.args).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
			];
			const world = { files, cwd: home, env: { BUILDREPO_DIALECT: '2019' } };
			const asked = lookups.flatMap((key) => ['--lookup', key]);
			const { stdout, stderr, status } = await buildrepo(['config', '--json', ...argv, ...asked], world);
			const printed = JSON.parse(stdout);
			assert.equal(stderr, '');
			const texts = lookups.length === 0 ? [[]] : lookups.map((key) => ['--', key]);
			const inText = await Promise.all(texts.map((key) => buildrepo(['config', ...argv, ...key], world)));
			assert.equal(status, Math.max(...inText.map((answer) => answer.status)));
			// Values are compared elsewhere; here it is that all of it comes through the command line.
			const { keys, collected, python_keys } = recorded.result;
			assert.deepEqual(printed.collected, collected ?? printed.collected);
			if (python_keys === undefined) assert.deepEqual(printed.keys, keys);
			assert.equal(printed.lookups?.length, recorded.lookups?.length);
		});
	}
});

suite('for people', () => {
	const files = {
		'.metro':
			'[section path]\ntmp: /var/tmp\nwork: $[:tmp]/work/$[target]\nnone: $[target:zap]\n[collect b.conf]\n',
		'b.conf': 'run: [\n#!/bin/sh\necho $[path/tmp]\n]\n',
	};

	test('one key is its value', async () => {
		const { stdout, status } = await config(files, '--set', 'target=stage3', 'path/work');
		assert.deepEqual([stdout, status], ['/var/tmp/work/stage3\n', 0]);
	});

	test('a block is its lines', async () => {
		const { stdout, status } = await config(files, 'run');
		assert.deepEqual([stdout, status], ['#!/bin/sh\necho /var/tmp\n', 0]);
	});

	test('all keys are printed in order, and those that fail say so', async () => {
		const { stdout, status } = await config(files);
		const expected = [
			'path/config: /home',
			'path/none: None',
			'path/tmp: /var/tmp',
			'path/work cannot be resolved with this target!',
			'run: [...]',
		];
		assert.deepEqual([stdout, status], [`${expected.join('\n')}\n`, 1]);
	});

	test('python code is not run', async () => {
		const { stdout, stderr, status } = await config(
			{ '.metro': 'm: [\na\n<?python\nprint(1)\n?>\n]\n' },
			'm',
		);
		assert.deepEqual([stdout, status], ['a\n', 1]);
		assert.match(stderr, /m contains <\?python code/);
	});

	const refused: readonly (readonly [
		name: string,
		files: Record<string, string>,
		argv: string[],
		status: number,
		message: RegExp,
	])[] = [
		['a key nobody defines', files, ['path/wrk'], 1, /path\/wrk is not defined: did you mean path\/work\?/],
		[
			'a key that fails',
			files,
			['path/work'],
			1,
			/path\/work cannot be resolved: Cannot find variable target/,
		],
		[
			'a broken line',
			{ '.metro': 'a: 1\n[oops]\n' },
			[],
			2,
			/\/home\/\.metro line 2: Invalid annotation: oops/,
		],
		[
			'a file that is not there',
			{ '.metro': '[collect none]\n' },
			[],
			2,
			/\/home\/\.metro: \[collect none\]: File '\/home\/none' does not exist/,
		],
		['an entry that is not there', {}, ['--file', 'x.conf'], 2, /File '\/home\/x\.conf' does not exist/],
		[
			'a file that collects itself',
			{ '.metro': '[collect .metro]\n' },
			[],
			2,
			/\[collect \.metro\] collects itself/,
		],
		[
			'keys that cannot be listed',
			{ '.metro': 'x: 1\n[when not x]\ny: 2\n' },
			[],
			2,
			/keys cannot be listed: Invalid condition/,
		],
		['a setting without a value', files, ['--set', 'x'], 2, /--set x has no value: write --set x=VALUE/],
		['two keys', files, ['path/tmp', 'run'], 2, /config takes one KEY, not "run" as well/],
	];
	for (const [name, given, argv, expected, message] of refused) {
		test(`${name} is refused in one line`, async () => {
			const { stdout, stderr, status } = await config(given, ...argv);
			assert.deepEqual([stdout, status, stderr.split('\n').length], ['', expected, 2]);
			assert.match(stderr, message);
		});
	}

	test('a KEY counts as a lookup in JSON', async () => {
		const { stdout } = await config(files, '--json', '--lookup', 'run', 'path/tmp');
		assert.deepEqual(
			JSON.parse(stdout).lookups.map(({ key }: { key: string }) => key),
			['run', 'path/tmp'],
		);
	});
});
