/** A server with an open Metro home, for tests of its notifications. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
	type Row,
	requests,
	type SetupChanged,
	type SetupSummary,
	serverNotifications,
} from '../../server/src/protocol/index.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import type { MetroHome } from '../support/metroHome.ts';

export interface Session {
	readonly client: LanguageClient;
	readonly summary: () => Promise<SetupSummary>;
	readonly rows: (parent?: string) => Promise<readonly Row[]>;
	/** Resolves after a notification once `wanted` holds; also checks at once. */
	readonly until: <T>(ask: () => Promise<T>, wanted: (answer: T) => boolean) => Promise<T>;
	readonly changes: SetupChanged[];
}

/** Opens a home in its own server, and waits until the set-up is read. */
export async function openSession(
	t: TestContext,
	{ home }: MetroHome,
	env: Readonly<Record<string, string>> = {},
): Promise<Session> {
	const client = await startLanguageClient({ workspaceFolders: [home], env: { HOME: home, ...env } });
	t.after(() => client.stop());
	const changes: SetupChanged[] = [];
	const waiting = new Set<() => void>();
	client.connection.onNotification(serverNotifications.changed.method, (change: SetupChanged) => {
		changes.push(change);
		for (const look of [...waiting]) look();
	});
	const session: Session = {
		client,
		changes,
		async summary() {
			const [summary] = await client.connection.sendRequest<SetupSummary[]>(requests.setups.method);
			assert.ok(summary);
			return summary;
		},
		rows: (parent) =>
			client.connection.sendRequest<Row[]>(requests.rows.method, {
				home,
				...(parent !== undefined && { parent }),
			}),
		until: (ask, wanted) =>
			new Promise((resolve, reject) => {
				let last: unknown;
				const give = setTimeout(() => {
					waiting.delete(look);
					reject(new Error(`did not come: last answer ${JSON.stringify(last)}`));
				}, 20_000);
				const look = async (): Promise<void> => {
					const answer = await ask();
					last = answer;
					if (!wanted(answer)) return;
					clearTimeout(give);
					waiting.delete(look);
					resolve(answer);
				};
				waiting.add(look);
				void look();
			}),
	};
	await session.until(session.summary, (summary) => summary.state !== 'loading');
	return session;
}
