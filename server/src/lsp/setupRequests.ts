/** The requests of our own client about set-ups: their state and the rows of the repository view. */
import type { Connection } from 'vscode-languageserver';
import {
	type FailureAnswer,
	type FailureParams,
	methods,
	type Row,
	type RowAnswer,
	type RowParams,
	type RowsParams,
	type SetupSummary,
} from '../protocol.ts';
import type { LiveSetup } from '../workspace/liveSetup.ts';
import type { EditorHost } from '../workspace/serverHost.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Handling, handled } from './handle.ts';
import { failureAt, type RowWorld, rowAt, rowsBelow } from './rowRequests.ts';
import { summaryOf } from './summary.ts';

export function registerSetupRequests(
	connection: Connection,
	workspace: Workspace,
	{ clock, files }: Pick<EditorHost, 'clock' | 'files'>,
	log: Handling,
): void {
	const worldOf = ({ shownBuilds }: LiveSetup): RowWorld => ({ clock, files, shownBuilds });
	connection.onRequest(
		methods.setups,
		handled<unknown, SetupSummary[]>(methods.setups, log, [], async () =>
			Promise.all((await workspace.setups()).map((setup) => summaryOf(setup.files, setup.snapshot(), clock))),
		),
	);
	connection.onRequest(
		methods.rows,
		handled<RowsParams, Row[]>(methods.rows, log, [], async ({ home, parent }, signal) => {
			const setup = await workspace.setupAt(home);
			const snapshot = setup?.snapshot();
			if (setup === undefined || snapshot === undefined) return [];
			return rowsBelow(snapshot, parent, worldOf(setup), signal);
		}),
	);
	connection.onRequest(
		methods.row,
		handled<RowParams, RowAnswer | null>(methods.row, log, null, async ({ home, id }, signal) => {
			const setup = await workspace.setupAt(home);
			const snapshot = setup?.snapshot();
			if (setup === undefined || snapshot === undefined) return null;
			return (await rowAt(snapshot, id, worldOf(setup), signal)) ?? null;
		}),
	);
	connection.onRequest(
		methods.failure,
		handled<FailureParams, FailureAnswer | null>(methods.failure, log, null, async ({ home, id, since }) => {
			const repository = (await workspace.setupAt(home))?.snapshot()?.repository;
			return (repository && (await failureAt(repository, id, since, files))) ?? null;
		}),
	);
	connection.onRequest(
		methods.refresh,
		handled<unknown, null>(methods.refresh, log, null, async () => {
			await workspace.refresh();
			return null;
		}),
	);
}
