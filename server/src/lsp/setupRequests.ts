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
import { handled, type Log } from './handle.ts';
import type { Setups } from './setups.ts';

export function registerSetupRequests(connection: Connection, setups: Setups, log: Log): void {
	connection.onRequest(
		methods.setups,
		handled<unknown, SetupSummary[]>(methods.setups, log, [], () => setups.summaries()),
	);
	connection.onRequest(
		methods.rows,
		handled<RowsParams, Row[]>(methods.rows, log, [], ({ home, parent }, signal) =>
			setups.rows(home, parent, signal),
		),
	);
	connection.onRequest(
		methods.row,
		handled<RowParams, RowAnswer | null>(
			methods.row,
			log,
			null,
			async ({ home, id }, signal) => (await setups.row(home, id, signal)) ?? null,
		),
	);
	connection.onRequest(
		methods.failure,
		handled<FailureParams, FailureAnswer | null>(
			methods.failure,
			log,
			null,
			async ({ home, id, since }) => (await setups.failure(home, id, since)) ?? null,
		),
	);
	connection.onRequest(
		methods.refresh,
		handled<unknown, null>(methods.refresh, log, null, async () => {
			await setups.refresh();
			return null;
		}),
	);
}
