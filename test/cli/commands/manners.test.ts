/** What all commands have in common. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { interleaved, isChange } from '../../support/interleaved.ts';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, top } from '../../support/sampleRepository.ts';
import { buildrepo, type TestMachine } from '../../support/testHost.ts';
import { various } from './variousSample.ts';

suite('manners', () => {
	test('unreadable files are named, the rest is done, and the status is 1', async () => {
		const files = layOut({
			subarches: ['good', 'shut'],
			files: { ...builds('good', '2015-02-19'), 'shut/': '' },
		});
		files.failAt(`${top}/shut`, 'denied');
		const { status, stdout, stderr } = await buildrepo(['fails'], { files, now });
		assert.equal(status, 1);
		assert.ok(stdout.includes(`   0   2015-02-19 ${top}/good\n`));
		assert.ok(stderr.includes(`${top}/shut`));
	});

	test('without a command, people get the usage; Metro to the letter prints nothing', async () => {
		const { status, stdout, stderr } = await buildrepo([], { files: layOut(various), now });
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /^Usage: buildrepo /);
		const strict = await buildrepo(['--dialect', '2015'], { files: layOut(various), now });
		assert.deepEqual([strict.status, strict.stdout], [0, '']);
		assert.doesNotMatch(strict.stderr, /Usage/);
	});

	test('an impossible directory is reported in one line, whatever its name', async () => {
		const { lines } = await call('status', { ...various, subarches: ['a\\n/b'] });
		assert.ok(lines.includes('trouble         "a\\x0a/b" is not a valid directory name'));
	});

	test('colour only on a terminal, and never with NO_COLOR', async () => {
		const coloured = async (machine: Partial<TestMachine>): Promise<boolean> =>
			(await call('status', various, machine)).stdout.includes('\u001b');
		assert.equal(await coloured({}), false);
		assert.equal(await coloured({ isTerminal: true }), true);
		assert.equal(await coloured({ isTerminal: true, env: { NO_COLOR: '1' } }), false);
	});

	const refused: readonly (readonly [string, number, RegExp])[] = [
		['nexbuild', 1, /did you mean nextbuild\?/],
		['--jsno fails', 2, /unknown option --jsno: did you mean --json\?/],
		['help nexbuild', 2, /no command "nexbuild": did you mean nextbuild\?/],
		['--dialect 2016 fails', 2, /unknown dialect "2016": did you mean 2015\?/],
		['--now yesterday fails', 2, /"yesterday" is not a time: write it as/],
		['--now +275760-09-12T00:00:00Z health', 2, /is not a time: write it as/],
		['--now -000001-01-01T00:00:00Z health', 2, /is not a time: write it as/],
		['--mirror= fails', 2, /--mirror is empty: give a path/],
		['--json zap', 2, /zap has no answer in JSON: use --events instead/],
		['fails zap --json', 2, /zap has no answer in JSON: use --events instead/],
		['clean --apply --yes --json', 2, /clean --apply has no answer in JSON: use --events instead/],
		['--json index.xml', 2, /index\.xml has no answer in JSON: use --events instead/],
		['digestgen --pretend --json', 2, /digestgen --pretend has no answer in JSON/],
		['--dialect 2019 --json compress .', 2, /compress has no answer in JSON: use --events instead/],
		['cmd x --json', 2, /cmd has no answer in JSON: leave out --json/],
		['help --json', 2, /help has no answer in JSON: leave out --json/],
		['status now', 2, /status takes no "now"/],
	];
	for (const [line, expected, why] of refused) {
		test(line, async () => {
			// Where a dialect is named, wrong words are answered as Metro does.
			const files = layOut(various);
			const changes: string[] = [];
			const watched = interleaved(files, (_, name, path) => {
				if (isChange(name)) changes.push(path);
			});
			const { status, stderr } = await buildrepo(line.split(' '), { files: watched, now });
			assert.equal(status, expected);
			assert.match(stderr, why);
			assert.deepEqual(changes, []);
			assert.equal(stderr.trimEnd().split('\n').length, 1);
		});
	}
});
