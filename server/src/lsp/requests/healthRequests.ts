/** The requests of the Health page. */
import type { Connection } from 'vscode-languageserver';
import { isRecord } from '../../base/json.ts';
import { clientNotifications, requests } from '../../protocol/index.ts';
import { firstSnapshot } from '../../workspace/firstSnapshot.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { HealthChanges } from '../changes/healthChanges.ts';
import { type Handling, requestsOf } from '../requestHandler.ts';

/** More time lines than anyone sees at a time. */
const mostRows = 1000;

export function registerHealthRequests(
	connection: Connection,
	workspace: Workspace,
	changes: HealthChanges,
	log: Handling,
): void {
	const on = requestsOf(connection, log);
	on(requests.health, null, async ({ home }, signal) => {
		const setup = await workspace.setupAt(home);
		if (setup === undefined) return null;
		await firstSnapshot(setup, signal);
		return (await changes.open(setup)) ?? null;
	});
	on(requests.timelines, {}, async ({ home, rows, from, to }) => {
		const setup = await workspace.setupAt(home);
		if (setup === undefined || !Array.isArray(rows)) return {};
		if (typeof from !== 'number' || typeof to !== 'number') return {};
		return changes.timelines(setup, new Set(rows.slice(0, mostRows)), from, to);
	});
	connection.onNotification(clientNotifications.healthClosed.method, (sent: unknown) => {
		if (isRecord(sent) && typeof sent.home === 'string') changes.close(sent.home);
	});
}
