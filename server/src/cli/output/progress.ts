/** Progress of long work: after the cursor of a terminal, in lines, or in events for a program that asks for them. */
import type { ProgressEvent } from '../../protocol/events.ts';
import type { Host } from '../host.ts';
import { mayDecorate } from './color.ts';

export interface Progress {
	/** One more is done. */
	step(): void;
	/** Clears the display before other output is written; the next step shows it again. */
	clear(): void;
}

/**
 * Tells of each percent of `total`: in events where these are wanted, and on standard error in lines where these are wanted, else behind what stands on the
 * terminal, if there is one and its owner did not say no (NO_COLOR). The cursor stays where it is.
 */
export function progress(host: Host, total: number, unit: ProgressEvent['unit'], lines = false): Progress {
	const { err, report } = host;
	const shows = lines || mayDecorate(host, err);
	if (total === 0 || !(shows || report)) return { step: () => {}, clear: () => {} };
	// Save the cursor, stop at the right margin, write, clear the rest, and all back.
	const show = (text: string): void =>
		err.write(lines ? `${text}\n` : `\u001b7\u001b[?7l ${text}\u001b[K\u001b[?7h\u001b8`);
	let done = 0;
	let shown = -1;
	return {
		step() {
			done += 1;
			const percent = Math.floor((100 * done) / total);
			if (percent === shown) return;
			shown = percent;
			report?.({ event: 'progress', done, total, unit });
			if (shows) show(`${percent} % of ${total}`);
		},
		clear() {
			if (shows && !lines) err.write('\u001b[K');
		},
	};
}
