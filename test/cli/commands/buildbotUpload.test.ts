/** `buildbot --upload`: sends what was built, and what failed before. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { PipedOutcome } from '../../../server/src/cli/host.ts';
import { fakeMaster } from '../../support/fakeMaster.ts';
import type { MemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { buildrepo } from '../../support/testHost.ts';
import { server } from '../../support/uploadServer.ts';

suite('buildbot --upload', () => {
	/** One whose next build makes a stage3 without a hash file. */
	function builder(): { files: MemoryFileSystem; meanwhile: () => void } {
		const files = server('host: master\nindex: no');
		files.put(
			'/home/.metro',
			'[section path]\nmirror: /mirror\ninstall: /metro\n[section upload]\nhost: master\nindex: no\n',
		);
		files.put('/metro/metro', '');
		files.putDirectory('/mirror/current/x86/b');
		return {
			files,
			meanwhile: () => files.put('/mirror/current/x86/b/2015-02-20/stage3-b.tar.xz', 'x', 0),
		};
	}

	test('hashes what was built, and uploads it with what else is not there', async () => {
		const machine = { ...builder(), pipe: fakeMaster() };
		const { status, stdout, stderr } = await buildrepo(['buildbot', '--upload', '--only', 'b'], machine);
		assert.equal(stderr, '');
		assert.match(stdout, /Uploaded \/mirror\/current\/x86\/b\/2015-02-20[\s\S]*2 builds uploaded to master/);
		assert.equal(status, 0);
		assert.notEqual(
			await machine.files.read('/mirror/current/x86/b/2015-02-20/stage3-b.tar.xz.hash.txt'),
			undefined,
		);
	});

	test('a failed upload is said, does not end the builds, and makes the status 1', async () => {
		const send = (): PipedOutcome => ({
			kind: 'exited',
			status: 11,
			output: '',
			complaint: 'No space left on device',
		});
		const machine = { ...builder(), pipe: fakeMaster({ send }) };
		const one = await buildrepo(['buildbot', '--upload', '--only', 'b'], machine);
		assert.equal(one.status, 1);
		assert.match(
			one.stderr,
			/2015-02-20 is not uploaded to master: no space left at .* on master: free some space/,
		);
		const all = await buildrepo(['buildbot', '--upload', '--until-idle'], {
			...builder(),
			pipe: machine.pipe,
		});
		assert.match(all.stdout, /builds? (?:was|were) run\./);
		assert.equal(all.status, 1);
		const refused = await buildrepo(['buildbot', '--upload', '--only', 'b'], {
			...builder(),
			pipe: fakeMaster({ tops: 'none' }),
		});
		assert.match(refused.stderr, /^buildrepo: nothing is uploaded: \/mirror on master is no mirror/);
		assert.equal(refused.status, 1);
	});

	test('what failed is tried again when nothing is due', async () => {
		const files = server('host: master\nindex: no');
		const { stdout, status } = await buildrepo(['buildbot', '--upload'], {
			files,
			pipe: fakeMaster(),
			now: '2015-02-15T12:00:00Z',
		});
		assert.match(stdout, /^Builds are current\.|^Nothing/);
		assert.match(stdout, /1 build uploaded to master/);
		assert.equal(status, 0);
	});

	test('without a master, nothing is built', async () => {
		const machine = builder();
		machine.files.put('/home/.metro', '[section path]\nmirror: /mirror\ninstall: /metro\n');
		const { status, programs } = await buildrepo(['buildbot', '--upload'], {
			...machine,
			pipe: fakeMaster(),
		});
		assert.deepEqual([status, programs.length], [2, 0]);
	});

	test('a failed build uploads nothing', async () => {
		const machine = { ...builder(), pipe: fakeMaster(), outcome: { kind: 'exited', status: 1 } as const };
		const { status, programs } = await buildrepo(['buildbot', '--upload', '--only', 'b'], machine);
		assert.equal(status, 1);
		assert.ok(!programs.some(({ program }) => program === 'ssh'));
	});
});
