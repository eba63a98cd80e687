/** Who is sent the notifications that only this server knows. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
	notificationsCapability,
	requests,
	serverCommands,
	serverNotifications,
} from '../../server/src/protocol/index.ts';
import { beginWithBuilds } from './homeWithBuilds.ts';

/** Our own notifications while the set-up is read again and another run is chosen. */
async function heard(t: TestContext, experimental: object): Promise<ReadonlySet<string>> {
	const { client } = await beginWithBuilds(t, { capabilities: { experimental } });
	const names = new Set<string>();
	client.connection.onUnhandledNotification(({ method }) => {
		if (method.startsWith('metro/')) names.add(method);
	});
	await client.connection.sendRequest(requests.refresh.method);
	await client.connection.sendRequest('workspace/executeCommand', {
		command: serverCommands.setContext,
		arguments: [{ context: { mode: 'full' } }],
	});
	return names;
}

test('an editor that supports them gets notified of changes', async (t) => {
	const names = await heard(t, { [notificationsCapability]: true });
	assert.deepEqual([...names].sort(), [
		serverNotifications.changed.method,
		serverNotifications.contextChanged.method,
	]);
});

test('other editors get none, because they would report an error', async (t) => {
	assert.deepEqual([...(await heard(t, {}))], []);
});
