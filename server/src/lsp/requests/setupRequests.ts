/** The requests of our own client about set-ups: their state and the rows of the repository view. */
import type { Connection } from 'vscode-languageserver';
import type { KnownFailures } from '../../features/repository/failures.ts';
import { failureAt, type RowInputs, rowAt } from '../../features/repository/rowsAt.ts';
import { summaryOf } from '../../features/repository/summary.ts';
import { requests } from '../../protocol/index.ts';
import type { LiveSetup } from '../../workspace/liveSetup.ts';
import type { EditorHost } from '../../workspace/serverHost.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { SetupChanges } from '../changes/setupChanges.ts';
import { type Handling, requestsOf } from '../requestHandler.ts';

export function registerSetupRequests(
	connection: Connection,
	workspace: Workspace,
	changes: SetupChanges,
	failures: KnownFailures,
	{ clock, files }: Pick<EditorHost, 'clock' | 'files'>,
	log: Handling,
): void {
	const rowInputs = ({ shownBuilds }: LiveSetup): RowInputs => ({ clock, files, failures, shownBuilds });
	const on = requestsOf(connection, log);
	on(requests.setups, [], async () =>
		Promise.all((await workspace.setups()).map((setup) => summaryOf(setup.files, setup.snapshot(), clock))),
	);
	on(requests.rows, [], async ({ home, parent }, signal) => {
		const setup = await workspace.setupAt(home);
		// Some clients send null for absent values.
		const isTop = parent === undefined || parent === null;
		if (setup === undefined || !(isTop || typeof parent === 'string')) return [];
		return changes.rows(setup, isTop ? undefined : parent, signal);
	});
	on(requests.row, null, async ({ home, id }, signal) => {
		const setup = await workspace.setupAt(home);
		const snapshot = setup?.snapshot();
		if (setup === undefined || snapshot === undefined || typeof id !== 'string') return null;
		return (await rowAt(snapshot, id, rowInputs(setup), signal)) ?? null;
	});
	on(requests.failure, null, async ({ home, id, since }) => {
		const repository = (await workspace.setupAt(home))?.snapshot()?.repository;
		return (repository && (await failureAt(repository, id, since, files))) ?? null;
	});
	on(requests.refresh, null, async () => {
		await workspace.refresh();
		return null;
	});
}
