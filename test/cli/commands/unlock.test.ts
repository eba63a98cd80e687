/** `unlock`: says who holds a lock, and releases only what it may, at the moment of release. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { interleaved } from '../../support/interleaved.ts';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

const place = 'funtoo-current/x86-64bit/corei7';
const path = `/mirror/${place}/.control/.multi_progress`;
const locked = (content: string): Sample => ({
	files: { ...builds('corei7', '2015-02-01'), 'corei7/.control/.multi_progress': content },
});
const alive = { alive: [77] };

suite('unlock', () => {
	const said: readonly (readonly [string, string, RegExp, string])[] = [
		[
			'a live process of this machine',
			'77',
			/process 77 \(python3 metro 77\), since .* which exists on this machine/,
			'alive',
		],
		['one that has ended', '99', /process 99, since .*, which has ended: .* or --apply does/, 'stale'],
		[
			'one of another machine',
			'far:5',
			/process 5 of far, since .*, which cannot be checked from here; once no build is in progress there, --expect far:5 releases it/,
			'elsewhere',
		],
		[
			'nobody',
			'x:y:z',
			/does not name a process.*so it is unknown whether a build is in progress; once .*--expect x:y:z releases it/,
			'unknown',
		],
	];
	for (const [whose, content, words, state] of said) {
		test(`says that the lock is of ${whose}, and leaves it alone`, async () => {
			const { stdout, status, files } = await call(`unlock ${place}`, locked(content), alive);
			assert.match(stdout, words);
			assert.equal(status, 0);
			assert.ok(await files.status(path));
			const json = await call(`unlock --json ${place}`, locked(content), alive);
			const [lock] = JSON.parse(json.stdout);
			assert.deepEqual([lock.state, lock.text, lock.path], [state, content, path]);
		});
	}

	const old = Date.parse('2015-02-20T09:00:00Z');
	const ages: readonly (readonly [content: string, wrote: number, words: RegExp])[] = [
		[
			'far:5',
			old + 3_600_000,
			/since 2015-02-20 09:00 UTC \(3 h 0 min ago\), last change of its build 2 h 0 min ago, which cannot/,
		],
		['far:5', old + 86_400_000, /last change of its build 21 h 0 min ahead of the clock here, which cannot/],
		['77', old, /since 2015-02-20 09:00 UTC \(3 h 0 min ago\), which exists/],
	];
	for (const [content, wrote, words] of ages) {
		test(`says how old a lock of ${content} is, and what its build wrote last: ${wrote}`, async () => {
			const files = layOut({
				files: {
					...builds('corei7', '2015-02-01'),
					'corei7/2015-02-20/.targets': '',
					'corei7/.control/.multi_progress': content,
				},
			});
			files.setModified(path, old);
			files.setModified(`/mirror/${place}/2015-02-20`, old);
			files.setModified(`/mirror/${place}/2015-02-20/.targets`, wrote);
			const { stdout } = await buildrepo(['--dialect', '2015', 'unlock', place], { files, now, ...alive });
			assert.match(stdout, words);
		});
	}

	test('where every lock names its host, one that does not is of nobody known', async () => {
		const files = layOut(locked('99'));
		const { stdout } = await buildrepo(
			['--dialect', '2024', '--buildbot', '/home/.buildbot', 'unlock', '--json', `/mirror/${place}`],
			{ files, now },
		);
		assert.equal(JSON.parse(stdout)[0].state, 'unknown');
	});

	test('a subarch that is not locked', async () => {
		const { stdout, status } = await call(`unlock ${place}`, { files: builds('corei7', '2015-02-01') });
		assert.equal(stdout, `/mirror/${place} is not locked.\n`);
		assert.equal(status, 0);
	});

	const releases: readonly (readonly [string, string, string, boolean])[] = [
		['a stale lock with --apply', '--apply', '99', true],
		['a live one not with --apply', '--apply', '77', false],
		['one of another machine not with --apply', '--apply', 'far:5', false],
		['one of another machine that is named', '--expect far:5', 'far:5', true],
		['one whose holder is unknown that is named', '--expect x:y:z', 'x:y:z', true],
		['another one than named not', '--expect far:6', 'far:5', false],
		['a live one that is named not', '--expect 77', '77', false],
		['a live one that is named, even so', '--expect 77 --even-alive', '77', true],
	];
	for (const [which, options, content, isReleased] of releases) {
		test(`releases ${which}`, async () => {
			const { files, status } = await call(`unlock ${options} ${place}`, locked(content), alive);
			assert.equal((await files.status(path)) === undefined, isReleased);
			assert.equal(status, isReleased ? 0 : 1);
		});
	}

	test('a claim of a run that has ended is a stale lock, too', async () => {
		const run = '99-5-b-a';
		const claim = 'corei7/.control/.buildrepo_progress';
		const sample = { files: { ...builds('corei7', '2015-02-01'), [claim]: `buildhost:99\n${run}\n` } };
		const { files, stdout } = await call(`unlock --apply ${place}`, sample, { ended: [run] });
		assert.match(stdout, /^Released .*\.buildrepo_progress \(a run that has ended\)/);
		assert.equal(await files.status(`/mirror/${place}/.control/.buildrepo_progress`), undefined);
	});

	test('a lock that changes at the last moment stays', async () => {
		const files = layOut(locked('far:5'));
		const changing = interleaved(files, (_, name) => {
			if (name === 'removeIf') files.put(path, 'far:6');
		});
		const { status, stderr } = await buildrepo(['unlock', '--expect', 'far:5', place], { files: changing });
		assert.equal(status, 1);
		assert.match(stderr, /has changed since it was looked at/);
		assert.ok(await files.status(path));
	});

	const answers: readonly (readonly [options: string, content: string, status: number, released: boolean])[] =
		[
			['--apply', '99', 0, true],
			['--apply', 'far:5', 1, false],
			['--expect far:5', 'far:5', 0, true],
			['--expect 77', '77', 1, false],
		];
	for (const [options, content, expected, released] of answers) {
		test(`--json says what ${options} has done with a lock of ${content}`, async () => {
			const { files, status, stdout } = await call(
				`unlock --json ${options} ${place}`,
				locked(content),
				alive,
			);
			const locks = JSON.parse(stdout);
			assert.equal(status, expected);
			assert.deepEqual([locks.length, locks[0].text, locks[0].released], [1, content, released]);
			assert.equal((await files.status(path)) === undefined, released);
		});
	}

	const strange: readonly (readonly [what: string, sample: Sample])[] = [
		['a link', { files: { '/etc/secret': 'root:x:0:secret\n' }, links: { [path]: '/etc/secret' } }],
		['too long', { files: { [path]: `root:x:0:${'secret\n'.repeat(200)}` } }],
	];
	for (const [what, sample] of strange) {
		test(`prints nothing of a lock that is ${what}, and releases it by no text`, async () => {
			const files = layOut(sample);
			const shown = await buildrepo(['unlock', place], { files });
			assert.match(shown.stdout, /it is not a file that Metro wrote: look at it, and remove it yourself/);
			assert.doesNotMatch(shown.stdout, /secret/);
			const json = await buildrepo(['unlock', '--json', place], { files });
			assert.equal(JSON.parse(json.stdout)[0].text, null);
			for (const text of ['', 'root:x:0:secret']) {
				const { status } = await buildrepo(['unlock', '--expect', text, place], { files });
				assert.equal(status, 1);
			}
			assert.ok(await files.status(path));
		});
	}

	test('a lock that another call releases meanwhile is gone already', async () => {
		const files = layOut(locked('99'));
		const racing = interleaved(files, (_, name) => {
			if (name === 'removeIf') void files.remove(path);
		});
		const { status, stdout } = await buildrepo(['unlock', '--apply', place], { files: racing });
		assert.deepEqual([status, stdout], [0, `${path} is gone already\n`]);
	});

	test('--apply and --expect exclude each other', async () => {
		const { status, stderr } = await call(`unlock --apply --expect 99 ${place}`, locked('99'), alive);
		assert.equal(status, 2);
		assert.match(stderr, /use either --apply or --expect/);
	});

	test('--even-alive alone is of no use', async () => {
		const { status, stderr } = await call(`unlock --even-alive ${place}`, locked('77'), alive);
		assert.equal(status, 2);
		assert.match(stderr, /--even-alive needs --expect/);
	});
});
