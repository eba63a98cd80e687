/** `status`: the current state of the repository. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FileError } from '../../../server/src/base/fileSystem.ts';
import { interleaved } from '../../support/interleaved.ts';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';
import { various } from './variousSample.ts';

suite('status', () => {
	test('a few lines', async () => {
		const { lines, status } = await call('status', various, { alive: [77] });
		assert.equal(status, 1);
		assert.deepEqual(lines, [
			'mirror          /mirror (buildrepo of 2015)',
			'subarches       7, with 9 builds',
			'of these        6 local, 1 remote, 1 unreadable, 1 out of rotation, 1 never built, 1 building, 1 stale',
			'due             2',
			`next            ${top}/never`,
			'index.xml       missing: "buildrepo index.xml" writes it',
			`in progress     ${top}/busy`,
			`out of rotation ${top}/out`,
			`unreadable      ${top}/unread`,
			`trouble         unreadable failcount ${top}/unread/.control/.failcount: its first line is not a number`,
		]);
	});

	test('the whole model as JSON', async () => {
		const { stdout } = await call('status --json', various, { alive: [77] });
		const answer = JSON.parse(stdout);
		assert.equal(answer.now, '2015-02-20T12:00:00');
		assert.equal(answer.next, `${top}/never`);
		assert.equal(answer.subarches.length, 7);
		assert.deepEqual(
			answer.subarches.map(({ standing }: { standing: { kind: string } }) => standing.kind),
			['due', 'waiting', 'due', 'out-of-rotation', 'unreadable', 'in-progress', 'remote'],
		);
		assert.equal(answer.subarches[4].failcount, null);
		assert.equal(answer.troubles[0].code, 'unreadable-failcount');
	});

	test('all is well: status 0, and index.xml is known to be up to date or not', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		const state = async (): Promise<unknown> => {
			const { status, stdout } = await buildrepo(['status', '--json'], { files, now });
			assert.equal(status, 0);
			return JSON.parse(stdout).index;
		};
		assert.equal(await state(), 'missing');
		await buildrepo(['index.xml'], { files, now });
		assert.equal(await state(), 'current');
		files.put(`${top}/corei7/2015-02-20/stage3-x.tar.xz`, 'x');
		assert.equal(await state(), 'outdated');
	});

	for (const [what, unreadable] of [
		['a build-info.json', /build-info\.json$/],
		['an archive', /stage3-[^/]*$/],
		['index.xml itself', /index\.xml$/],
	] as const) {
		test(`${what} cannot be read: whether index.xml is up to date is not known`, async () => {
			const files = layOut({ files: builds('corei7', '2015-02-19') });
			files.put(`${top}/corei7/2015-02-19/build-info.json`, '{}');
			const env = { BUILDREPO_DIALECT: '2019' };
			files.put(`${top}/corei7/2015-02-19/status`, 'ok');
			await buildrepo(['index.xml'], { files, now, env });
			const failing = interleaved(files, (_, __, path) => {
				if (unreadable.test(path)) throw new FileError('denied', path, `${path}: permission denied`);
			});
			const { status, stdout } = await buildrepo(['status', '--json'], { files: failing, now, env });
			assert.equal(status, 1);
			const { index, troubles } = JSON.parse(stdout);
			assert.equal(index, 'unknown');
			assert.equal(troubles.length, 1);
			assert.match(troubles[0].message, /^unreadable \S+: permission denied$/);
			const people = await buildrepo(['status'], { files: failing, now, env });
			assert.match(people.stdout, /^index\.xml {7}unknown: something cannot be read$/m);
		});
	}

	test('a build dated in the future needs attention', async () => {
		const { status, stdout } = await call('status', { files: builds('corei7', '2015-03-01') });
		assert.equal(status, 1);
		assert.match(stdout, /corei7\/2015-03-01 is dated in the future: set the clock, or rename it\n/);
	});

	test('no mirror is status 2', async () => {
		const { status, stderr } = await call('status --mirror /nowhere', various);
		assert.equal(status, 2);
		assert.match(stderr, /^buildrepo: The mirror \/nowhere does not exist: /);
	});
});
