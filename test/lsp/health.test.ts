/** The health of a repository, asked of the real server. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { test } from 'node:test';
import {
	clientNotifications,
	type FilePlace,
	type Health,
	type HealthChanged,
	requests,
	serverNotifications,
	type TimelinesAnswer,
} from '../../server/src/protocol/index.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { openSession } from './openSession.ts';

const jaguar = 'funtoo-current/x86-64bit/amd64-jaguar';

test('the health is answered whole, and then told where it differs', async (t) => {
	const home = await makeMetroHome(t);
	await home.build(`${jaguar}/2015-02-10`, 'full');
	await home.build(`${jaguar}/2015-02-18`);
	const { client } = await openSession(t, home);
	const changes: HealthChanged[] = [];
	let told = (): void => {};
	client.connection.onNotification(serverNotifications.healthChanged.method, (change: HealthChanged) => {
		changes.push(change);
		told();
	});
	const until = async (wanted: () => boolean): Promise<void> => {
		while (!wanted()) await new Promise<void>((resolve) => (told = resolve));
	};
	const health = await client.connection.sendRequest<Health | null>(requests.health.method, {
		home: home.home,
	});
	assert.ok(health);
	assert.equal(health.counts.managed, 1);
	assert.equal(health.counts.stale, 1);
	assert.equal(health.subarches[0]?.state, 'stale');
	assert.equal(health.subarches[0]?.latestName, '2015-02-18');
	assert.equal(health.index.state, 'missing');

	await home.write(`mirror/${jaguar}/.control/.failcount`, '2');
	const current = (): HealthChanged | undefined => changes.find(({ subarches }) => subarches !== undefined);
	await until(() => current() !== undefined);
	assert.deepEqual(
		current()?.subarches?.changed.map(({ row, state, failcount }) => ({ row, state, failcount })),
		[{ row: jaguar, state: 'failing', failcount: 2 }],
	);
	assert.equal(current()?.subarches?.order, undefined);
	assert.equal(current()?.parts.counts?.failing, 1);
	assert.equal('policy' in (current()?.parts ?? {}), false);

	const answer = await client.connection.sendRequest<TimelinesAnswer>(requests.timelines.method, {
		home: home.home,
		rows: [jaguar, 'no/such/row'],
		from: Date.UTC(2015, 1, 11),
		to: Date.UTC(2015, 1, 28),
	});
	assert.deepEqual(
		Object.entries(answer).map(([row, marks]) => [row, marks.map(({ name, kind }) => [name, kind])]),
		[[jaguar, [['2015-02-18', 'freshen']]]],
	);

	await client.connection.sendNotification(clientNotifications.healthClosed.method, { home: home.home });
	assert.equal(
		await client.connection.sendRequest(requests.health.method, { home: `${home.home}/other` }),
		null,
	);
});

test('a repository that vanishes has no health; when it comes back, changes are told again', async (t) => {
	const home = await makeMetroHome(t);
	await home.build(`${jaguar}/2015-02-18`, 'full');
	const { client, until, summary } = await openSession(t, home);
	const ask = (): Promise<Health | null> =>
		client.connection.sendRequest(requests.health.method, { home: home.home });
	assert.ok(await ask());
	await rename(home.mirror, `${home.mirror}-away`);
	await until(summary, ({ state }) => state === 'no-mirror');
	assert.equal(await ask(), null);
	await rename(`${home.mirror}-away`, home.mirror);
	await until(summary, ({ state }) => state === 'ready');
	assert.equal((await ask())?.counts.failing, 0);
	const failing = new Promise<void>((resolve) => {
		client.connection.onNotification(
			serverNotifications.healthChanged.method,
			({ parts }: HealthChanged) => void (parts.counts?.failing === 1 && resolve()),
		);
	});
	await home.write(`mirror/${jaguar}/.control/.failcount`, '2');
	await failing;
});

test('a row leads to the place where .buildbot names its subarch', async (t) => {
	const home = await makeMetroHome(t);
	await home.build(`${jaguar}/2015-02-18`, 'full');
	const { client } = await openSession(t, home);
	const placeOf = (id: string): Promise<FilePlace | null> =>
		client.connection.sendRequest(requests.whereNamed.method, { home: home.home, id });
	const text = readFileSync(`${home.home}/.buildbot`, 'utf8');
	const place = await placeOf(jaguar);
	assert.equal(place?.path, `${home.home}/.buildbot`);
	const line = text.split('\n')[place?.line ?? 0] ?? '';
	assert.match(line.slice(place?.column), /^"?amd64-jaguar/);
	assert.deepEqual(await placeOf(`${jaguar}/2015-02-18`), place);
	for (const id of ['funtoo-current', 'funtoo-current/x86-64bit/amd64', 'no/such/row'])
		assert.equal(await placeOf(id), null, id);
});

test('what was measured follows later, equals what buildrepo says, and stays up to date', async (t) => {
	const home = await makeMetroHome(t);
	for (const day of ['05', '08', '10', '12', '18']) await home.build(`${jaguar}/2015-02-${day}`, 'full');
	await home.write(`mirror/${jaguar}/2015-02-05/log/stage3.txt`, 'log'.repeat(20_000));
	await home.write(`mirror/${jaguar}/2015-02-18/stage3-amd64-jaguar.tar.xz.hash.txt`, 'sha256');
	const { client } = await openSession(t, home);
	let health: Health | undefined;
	let told = (): void => {};
	client.connection.onNotification(
		serverNotifications.healthChanged.method,
		({ parts, subarches }: HealthChanged) => {
			if (health === undefined) return;
			const changed = new Map(subarches?.changed.map((one) => [one.row, one]));
			health = {
				...health,
				...parts,
				subarches: health.subarches.map((one) => changed.get(one.row) ?? one),
			};
			told();
		},
	);
	const until = async (wanted: (now: Health) => boolean): Promise<Health> => {
		while (health === undefined || !wanted(health)) await new Promise<void>((resolve) => (told = resolve));
		return health;
	};
	health =
		(await client.connection.sendRequest<Health | null>(requests.health.method, { home: home.home })) ??
		undefined;
	assert.ok(health);
	const printed = (): Pick<Health, 'storage' | 'coverage'> & { subarches: Health['subarches'] } => {
		const env = { ...process.env, HOME: home.home, XDG_STATE_HOME: `${home.home}/state` };
		// Its status is 1, as something needs attention.
		const script = `"$0" "$1" health --json || true`;
		return JSON.parse(
			execFileSync('sh', ['-c', script, process.execPath, buildrepoProgram], { env, encoding: 'utf8' }),
		);
	};
	const isMeasured = ({ storage, coverage, subarches: [subarch] }: Health): boolean => {
		const now = printed();
		return (
			storage?.bytes === now.storage?.bytes &&
			storage?.freed === now.storage?.freed &&
			coverage?.archives === now.coverage?.archives &&
			coverage?.hashed === now.coverage?.hashed &&
			subarch?.bytes === now.subarches[0]?.bytes &&
			subarch?.freed === now.subarches[0]?.freed
		);
	};
	const first = await until(({ storage }) => storage !== undefined);
	assert.ok(isMeasured(first), JSON.stringify([first.storage, printed().storage]));
	assert.ok((first.storage?.freed ?? 0) > 60_000);
	assert.ok((first.storage?.total ?? 0) > (first.storage?.free ?? 0));
	assert.ok(first.attention.some(({ kind }) => kind === 'digests'));

	await home.build(`${jaguar}/2015-02-19`, 'full');
	await until(({ coverage }) => coverage?.archives === 12);
	assert.ok(isMeasured(health));

	const answer = await client.connection.sendRequest<TimelinesAnswer>(requests.timelines.method, {
		home: home.home,
		rows: [jaguar],
		from: Date.UTC(2015, 1, 1),
		to: Date.UTC(2015, 1, 6),
	});
	const [mark] = answer[jaguar] ?? [];
	assert.ok((mark?.bytes ?? 0) > 60_000);
	assert.match(mark?.goes ?? '', /./);
});
