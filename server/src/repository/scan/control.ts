/**
 * The failcount that Metro leaves in `.control`, read as its countFile reads it.
 * Metro: `countFile` in modules/metro_support.py (funtoo/metro dcfe269 and a728df2).
 */
import { parseInteger, strip } from '../../base/pythonText.ts';
import { decodeUtf8 } from '../../base/text.ts';
import { textLines } from '../../base/textLines.ts';
import type { Failcount } from '../model.ts';

/** The largest failcount that Metro's database can hold. */
const greatestCount = 2 ** 53;

/** Parses the failcount in a file, its first line. Negative numbers count as unreadable. */
export function parseFailcount(content: Uint8Array): Failcount {
	const decoded = decodeUtf8(content);
	if (decoded.kind !== 'text') return { kind: 'unreadable', reason: 'it is not UTF-8' };
	const line = textLines(decoded.text)[0];
	if (line === undefined) return { kind: 'unreadable', reason: 'it is empty' };
	const count = parseInteger(strip(decoded.text.slice(line.start, line.end)));
	if (count === undefined) return { kind: 'unreadable', reason: 'its first line is not a number' };
	if (count < 0) return { kind: 'unreadable', reason: 'it is negative' };
	if (count > greatestCount) return { kind: 'unreadable', reason: 'it is too large' };
	return { kind: 'count', count: Math.abs(count) };
}
