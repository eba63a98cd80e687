/** What SQLite's errors mean for the history. */
import { diskTroubles } from '../base/diskTroubles.ts';
import { HistoryOff } from '../history/historyStore.ts';
import { NewerSchema } from './historySchema.ts';

/** SQLite's result codes. */
const failed = 1;
export const busy = 5;
const corrupt = 11;
const full = 13;
const notDatabase = 26;

/** The primary result code of an error of SQLite; `undefined` for other errors. */
export function resultOf(error: unknown): number | undefined {
	if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
		return undefined;
	return error.errcode & 0xff;
}

/** True if the file is no database, is a damaged one, or lacks our tables. */
export function isDamage(error: unknown): boolean {
	const result = resultOf(error);
	if (result === corrupt || result === notDatabase || error instanceof SyntaxError) return true;
	return (
		result === failed &&
		error instanceof Error &&
		/^no such (?:table|column)|has no column|already exists/.test(error.message)
	);
}

export function offFor(error: unknown, file: string): HistoryOff {
	if (error instanceof HistoryOff) return error;
	if (error instanceof NewerSchema)
		return new HistoryOff(`history is off: ${file} was written by a later version of buildrepo`);
	if (resultOf(error) === busy) return new HistoryOff(`history is off: ${file} is locked by another program`);
	const { says, remedy } = diskTroubles.full;
	if (resultOf(error) === full) return new HistoryOff(`history is off: ${file}: ${says}: ${remedy}`);
	return new HistoryOff(`history is off: ${file}: ${error instanceof Error ? error.message : String(error)}`);
}
