/** The health of a repository, asked of the real server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	clientNotifications,
	type Health,
	type HealthChanged,
	requests,
	serverNotifications,
	type TimelinesAnswer,
} from '../../server/src/protocol/index.ts';
import { makeMetroHome } from '../support/metroHome.ts';
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
