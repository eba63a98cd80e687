/** Names of files in texts for the user: whatever they hold, they stay on their line and look like what they are. */
import { oneLine } from '../../../server/src/base/visible.ts';

/** Control characters and bytes that are not UTF-8 as escapes: `\n`, `\x1b`, `\u202e`, `\udc80`. */
export function visibleText(text: string): string {
	return oneLine(text).replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}
