/** What SQLite's errors mean for the history. */
import { diskTroubles } from '../base/diskTroubles.ts';
import { HistoryOff } from '../history/historyStore.ts';
import { NewerSchema } from './historySchema.ts';
import { toFileError } from './nodeError.ts';

/** SQLite's result codes. */
const failed = 1;
export const busy = 5;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
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

/** What a user reads when an error has kept the history off. */
export function offFor(error: unknown, file: string): HistoryOff {
	return error instanceof HistoryOff ? error : new HistoryOff(`history is off: ${reasonOf(error, file)}`);
}

function reasonOf(error: unknown, file: string): string {
	if (error instanceof NewerSchema) return `${file} was written by a later version of buildrepo`;
	const { says, remedy } = diskTroubles.full;
	switch (resultOf(error)) {
		case undefined:
			return toFileError(error, file).message;
		case busy:
			return `${file} is locked by another program`;
		case full:
			return `${file}: ${says}: ${remedy}`;
		case cannotOpen:
			return `${file}: it cannot be opened`;
		default:
			return `${file}: ${error instanceof Error ? error.message : String(error)}`;
	}
}
