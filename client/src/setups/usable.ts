/** Which set-ups can be worked on, not only looked at. */
import type { SetupSummary } from '../../../server/src/protocol/index.ts';

/** True if commands can work on it: its files can be used as they are now. */
export function isUsable({ state, message }: SetupSummary): boolean {
	return (state === 'ready' || state === 'empty') && message === undefined;
}
