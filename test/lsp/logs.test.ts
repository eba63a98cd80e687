/** Logs as documents and the failures that they tell of, asked of the real server. */
import assert from 'node:assert/strict';
import { appendFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FailureEntry, type LogAnswer, requests } from '../../server/src/protocol/index.ts';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';
import { openSession } from './openSession.ts';

const failed = ' * ERROR: sys-libs/glibc-2.19-r3::gentoo failed (compile phase):\n';

test('a log is sent once, and again when it has grown', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const name = 'mirror/funtoo-current/x86-64bit/amd64-jaguar/2015-02-18/log/stage3.txt';
	await home.write(name, 'run_script: running steps/run...\n\x1b[32m>>>\x1b[0m Emerging\n');
	const { client } = await openSession(t, home);
	const path = join(home.home, name);
	const ask = (known?: string) =>
		client.connection.sendRequest<LogAnswer | null>(requests.log.method, { path, known });
	const first = await ask();
	assert.equal(first?.document?.text, 'run_script: running steps/run...\n>>> Emerging\n');
	assert.deepEqual(first?.document?.styles, [{ color: 'green' }]);
	assert.deepEqual(await ask(first?.version), { version: first?.version });
	await appendFile(path, failed);
	const second = await ask(first?.version);
	assert.equal(second?.document?.firstError, 2);
	assert.equal(second?.document?.text.endsWith(failed), true);
	assert.equal(await client.connection.sendRequest(requests.log.method, { path: `${path}.gone` }), null);
});

test('of a log of 2 GB only the end is read', async (t) => {
	const home = await makeMetroHome(t);
	await home.write('mirror/log.txt', 'begin\n');
	const path = join(home.home, 'mirror/log.txt');
	// A sparse file: it takes no space.
	await truncate(path, 2 ** 31);
	await appendFile(path, `\n${failed}`);
	const { client } = await openSession(t, home);
	const answer = await client.connection.sendRequest<LogAnswer | null>(requests.log.method, { path });
	const lines = answer?.document?.text.split('\n') ?? [];
	assert.match(
		lines[0] ?? '',
		/^This is the end \(.*\) of a log of 2\.[01] GiB\. The whole log is .*\/log\.txt: /,
	);
	assert.equal(lines.at(-2), failed.trimEnd());
	assert.equal(answer?.document?.isPart, true);
	assert.ok((answer?.document?.text.length ?? 0) < 7 << 20);
});

test('the same failure of several subarches is one entry, with a place for each', async (t) => {
	const home = await makeMetroHome(
		t,
		`${jaguar}\nsubarches = ("amd64-jaguar", "atom", "core2_64", "i686")\n`,
	);
	for (const [subarch, log] of [
		['amd64-jaguar', `begin\n${failed}`],
		['atom', `begin\nmore\n${failed}`],
		['core2_64', 'it went\nwrong\n'],
	] as const) {
		const below = `mirror/funtoo-current/x86-64bit/${subarch}`;
		await home.write(`${below}/2015-02-19/log/stage3.txt`, log);
		await home.write(`${below}/.control/.failcount`, '1');
	}
	// It has been built since.
	await home.build('funtoo-current/x86-64bit/i686/2015-02-18');
	const { client } = await openSession(t, home);
	const entries = await client.connection.sendRequest<readonly FailureEntry[]>(requests.failures.method, {
		home: home.home,
	});
	assert.deepEqual(
		entries.map(({ message, places }) => [message, places.map(({ rowId, line }) => [rowId, line])]),
		[
			[
				'sys-libs/glibc-2.19-r3 failed in its compile phase.',
				[
					['funtoo-current/x86-64bit/amd64-jaguar', 1],
					['funtoo-current/x86-64bit/atom', 2],
				],
			],
			['The build failed; its log ends with "wrong".', [['funtoo-current/x86-64bit/core2_64', 1]]],
		],
	);
	assert.equal(entries[0]?.places[0]?.title, 'funtoo-current / amd64-jaguar, build of 2015-02-19 (stage3)');
});
