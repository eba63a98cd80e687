/** What Metro leaves in `.control`: the failcount and the lock, read as Metro's countFile and lockFile read them. */
import { strip } from '../base/pythonText.ts';
import { decodeUtf8 } from '../base/text.ts';
import { textLines } from '../base/textLines.ts';
import type { Failcount, Lock } from './model.ts';

/** Python's int() of a text: blanks around, a sign and leading zeros are fine. */
const integer = /^[+-]?\d+$/;

/** Beyond this Metro's database cannot hold a failcount. */
const greatestCount = 2 ** 53;

/** The failcount in a file: its first line. Negative numbers make no sense and count as unreadable. */
export function parseFailcount(content: Uint8Array): Failcount {
	const decoded = decodeUtf8(content);
	if (decoded.kind !== 'text') return { kind: 'unreadable', reason: 'it is not UTF-8' };
	const line = textLines(decoded.text)[0];
	if (line === undefined) return { kind: 'unreadable', reason: 'it is empty' };
	const word = strip(decoded.text.slice(line.start, line.end));
	const count = integer.test(word) ? Number(word) : Number.NaN;
	if (Number.isNaN(count)) return { kind: 'unreadable', reason: 'its first line is no number' };
	if (count < 0) return { kind: 'unreadable', reason: 'it is negative' };
	if (count > greatestCount) return { kind: 'unreadable', reason: 'it is too large' };
	return { kind: 'count', count: Math.abs(count) };
}

/** Process ids are positive and fit in 31 bits on every system that Metro runs on. */
const greatestPid = 2 ** 31 - 1;

/** The lock in a file: the whole file is one number. `isAlive` says whether a process may still exist. */
export function parseLock(content: Uint8Array, isAlive: (pid: number) => boolean): Lock {
	const decoded = decodeUtf8(content);
	const word = decoded.kind === 'text' ? strip(decoded.text) : '';
	const pid = integer.test(word) ? Number(word) : 0;
	if (pid <= 0 || pid > greatestPid) return { kind: 'stale', pid: undefined };
	return isAlive(pid) ? { kind: 'live', pid } : { kind: 'stale', pid };
}
