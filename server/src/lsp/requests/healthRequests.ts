/** The requests of the Health page. */
import type { Connection } from 'vscode-languageserver';
import { toCivil } from '../../base/civilTime.ts';
import type { Clock } from '../../base/clock.ts';
import { isRecord } from '../../base/json.ts';
import { timelinesOf } from '../../health/timeline.ts';
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
	clock: Clock,
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
		const snapshot = (await workspace.setupAt(home))?.snapshot();
		const { repository } = snapshot ?? {};
		const policy = snapshot?.setup.policy;
		if (repository === undefined || policy === undefined || !Array.isArray(rows)) return {};
		if (typeof from !== 'number' || typeof to !== 'number') return {};
		const now = toCivil(clock.now());
		return timelinesOf({ repository, policy, now }, new Set(rows.slice(0, mostRows)), from, to);
	});
	connection.onNotification(clientNotifications.healthClosed.method, (sent: unknown) => {
		if (isRecord(sent) && typeof sent.home === 'string') changes.close(sent.home);
	});
}
