/** The rows of all homes: asked of the server when somebody needs them, and kept. */
import { type LogOutputChannel, Uri } from 'vscode';
import type { Row, RowAnswer } from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Decorations } from './decorations.ts';
import { createKnownRows, type KnownRows } from './knownRows.ts';
import { rowAddress } from './rowAddress.ts';

export interface RowSource {
	/** What is known of the rows of a home. */
	of(home: string): KnownRows;
	/** Hands the badges of rows to the editor. */
	decorate(home: string, rows: readonly Row[]): void;
	/** A row as it was last given, or as the server describes it; `undefined` if there is none. */
	row(home: string, id: string): Promise<Row | undefined>;
	/** A row as it is now, with its parent. */
	ask(home: string, id: string): Promise<RowAnswer | undefined>;
	/** The rows below a parent (without one: at the top), as they were last given. */
	below(home: string, parent?: string): Promise<readonly Row[]>;
	/** The same as they are now; none, with a line in the log, if the server does not answer. */
	askBelow(home: string, parent?: string): Promise<readonly Row[]>;
	/** Everything is asked for again. */
	forget(): void;
}

/** @param listed hears which rows are below a parent, each time the server says so */
export function createRowSource(
	server: LanguageServer,
	decorations: Decorations,
	listed: (home: string, parent: string | undefined, ids: readonly string[]) => void,
	log: LogOutputChannel,
): RowSource {
	const known = new Map<string, KnownRows>();
	const of = (home: string): KnownRows => {
		const there = known.get(home) ?? createKnownRows(Date.now);
		known.set(home, there);
		return there;
	};
	const decorate = (home: string, rows: readonly Row[]): void => {
		for (const row of rows) decorations.set(Uri.from(rowAddress(home, row.id)), row.badge);
	};
	const ask = async (home: string, id: string): Promise<RowAnswer | undefined> => {
		try {
			const answer = await server.row({ home, id });
			if (answer !== undefined) {
				of(home).giveRow(answer.row);
				decorate(home, [answer.row]);
			}
			return answer;
		} catch (error) {
			log.error(`The server did not send the row ${id}: ${error}`);
			return undefined;
		}
	};
	const askBelow = async (home: string, parent?: string): Promise<readonly Row[]> => {
		try {
			const answer = await server.rows({ home, ...(parent !== undefined && { parent }) });
			of(home).give(parent, answer);
			listed(
				home,
				parent,
				answer.map(({ id }) => id),
			);
			decorate(home, answer);
			return answer;
		} catch (error) {
			log.error(`The server did not send the rows below ${parent ?? home}: ${error}`);
			return [];
		}
	};
	return {
		of,
		decorate,
		row: async (home, id) => of(home).row(id) ?? (await ask(home, id))?.row,
		ask,
		below: async (home, parent) => of(home).below(parent) ?? (await askBelow(home, parent)),
		askBelow,
		forget: () => known.clear(),
	};
}
