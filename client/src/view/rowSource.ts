/** The rows of all homes: asked of the server when somebody needs them, and kept. */
import { type LogOutputChannel, Uri } from 'vscode';
import { type Arrangement, isPlain, type Row, type RowAnswer } from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Decorations } from './decorations.ts';
import { createKnownRows, type KnownRows } from './knownRows.ts';
import { rowAddress } from './rowAddress.ts';

/** The usual number of rows below one, and of those that are added at a time. */
const pageLength = 1000;

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
	/** Up to so many more rows below a parent are asked for. */
	askMore(home: string, parent: string, place?: number): void;
	/** Everything is asked for again. */
	forget(): void;
}

/** @param listed hears which rows are below a parent, each time the server says so */
export function createRowSource(
	server: LanguageServer,
	arrangement: () => Arrangement,
	decorations: Decorations,
	listed: (home: string, parent: string | undefined, ids: readonly string[]) => void,
	log: LogOutputChannel,
): RowSource {
	const known = new Map<string, KnownRows>();
	/** How many rows are asked for, by home and parent, where it is not the usual number. */
	const limits = new Map<string, number>();
	const limitKey = (home: string, parent: string | undefined): string => JSON.stringify([home, parent]);
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
			const answer = await server.row({ home, id, arrangement: arrangement() });
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
			const limit = limits.get(limitKey(home, parent));
			const answer = await server.rows({
				home,
				...(parent !== undefined && { parent }),
				arrangement: arrangement(),
				...(limit !== undefined && { limit }),
			});
			of(home).give(parent, answer);
			// Another arrangement leaves rows out that are there.
			if (isPlain(arrangement()))
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
		askMore: (home, parent, place = 0) => {
			const key = limitKey(home, parent);
			const next = (limits.get(key) ?? pageLength) + pageLength;
			limits.set(key, Math.max(next, Math.ceil((place + 1) / pageLength) * pageLength));
			of(home).forgetBelow(parent);
		},
		forget: () => known.clear(),
	};
}
