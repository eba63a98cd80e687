/** The requests of our own client about set-ups: their state and the rows of the repository view. */
import type { Connection } from 'vscode-languageserver';
import type { KnownFailures } from '../../features/repository/failures.ts';
import { failureAt, type RowInputs, rowAt } from '../../features/repository/rowsAt.ts';
import { summaryOf } from '../../features/repository/summary.ts';
import { whereNamed } from '../../features/repository/whereNamed.ts';
import { type Arrangement, requests } from '../../protocol/index.ts';
import type { LiveSetup } from '../../workspace/liveSetup.ts';
import type { EditorHost } from '../../workspace/serverHost.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { SetupChanges } from '../changes/setupChanges.ts';
import { type Handling, requestsOf } from '../requestHandler.ts';
import { sentArrangement } from './sentArrangement.ts';

export function registerSetupRequests(
	connection: Connection,
	workspace: Workspace,
	changes: SetupChanges,
	failures: KnownFailures,
	{ clock, files }: Pick<EditorHost, 'clock' | 'files'>,
	log: Handling,
): void {
	const rowInputs = ({ shownBuilds }: LiveSetup, arrangement: Arrangement | undefined): RowInputs => ({
		clock,
		files,
		failures,
		shownBuilds,
		arrangement,
	});
	const on = requestsOf(connection, log);
	on(requests.setups, [], async () =>
		Promise.all((await workspace.setups()).map((setup) => summaryOf(setup.files, setup.snapshot(), clock))),
	);
	on(requests.rows, [], async ({ home, parent, arrangement, limit }, signal) => {
		const setup = await workspace.setupAt(home);
		// Some clients send null for absent values.
		const isTop = parent === undefined || parent === null;
		if (setup === undefined || !(isTop || typeof parent === 'string')) return [];
		const asked = {
			parent: isTop ? undefined : parent,
			arrangement: sentArrangement(arrangement),
			limit: typeof limit === 'number' && limit > 0 ? limit : undefined,
		};
		return changes.rows(setup, asked, signal);
	});
	on(requests.row, null, async ({ home, id, arrangement }, signal) => {
		const setup = await workspace.setupAt(home);
		const snapshot = setup?.snapshot();
		if (setup === undefined || snapshot === undefined || typeof id !== 'string') return null;
		return (await rowAt(snapshot, id, rowInputs(setup, sentArrangement(arrangement)), signal)) ?? null;
	});
	on(requests.failure, null, async ({ home, id, since }) => {
		const repository = (await workspace.setupAt(home))?.snapshot()?.repository;
		return (repository && (await failureAt(repository, id, since, files))) ?? null;
	});
	on(requests.whereNamed, null, async ({ home, id }) => {
		const snapshot = (await workspace.setupAt(home))?.snapshot();
		return (snapshot !== undefined && typeof id === 'string' && whereNamed(snapshot, id)) || null;
	});
	on(requests.refresh, null, async () => {
		await workspace.refresh();
		return null;
	});
}
