/** Progress of long work: after the cursor of a terminal, in lines, or in events for a program that asks for them. */
import type { ProgressEvent } from '../../protocol/events.ts';
import type { Host } from '../host.ts';
import { mayDecorate } from './color.ts';

export interface Progress {
	/** One more is done. */
	step(): void;
	/** So many more bytes were read. */
	read(bytes: number): void;
	/** Clears the display before other output is written; the next step shows it again. */
	clear(): void;
}

export interface ProgressOptions {
	/** Progress is printed in lines. */
	readonly lines?: boolean;
	/** How many bytes there are to read; 0: that does not matter. */
	readonly bytes?: number;
}

/**
 * Tells of each percent of `total`: in events where these are wanted, and on standard error in lines where these are wanted, else behind what stands on the
 * terminal, if there is one and its owner did not say no (NO_COLOR). The cursor stays where it is.
 */
export function progress(
	host: Host,
	total: number,
	unit: ProgressEvent['unit'],
	{ lines = false, bytes = 0 }: ProgressOptions = {},
): Progress {
	const { err, report } = host;
	const shows = lines || mayDecorate(host, err);
	if (total === 0 || !(shows || report)) return { step: () => {}, read: () => {}, clear: () => {} };
	const show = (text: string): void => err.write(lines ? `${text}\n` : behindCursor(text));
	let done = 0;
	let shown = -1;
	let read = 0;
	let reported = -1;
	const tell = (): void => {
		const share = Math.floor((100 * done) / total);
		const ofBytes = bytes === 0 ? share : Math.floor((100 * Math.min(read, bytes)) / bytes);
		if (share !== shown && shows) show(`${share} % of ${total}`);
		if (share !== shown || ofBytes !== reported)
			report?.({
				event: 'progress',
				done,
				total,
				unit,
				...(bytes > 0 && { bytes: { done: Math.min(read, bytes), total: bytes } }),
			});
		shown = share;
		reported = ofBytes;
	};
	return {
		step() {
			done += 1;
			tell();
		},
		read(more) {
			read += more;
			if (bytes > 0) tell();
		},
		clear() {
			if (shows && !lines) err.write('\u001b[K');
		},
	};
}

/** Saves the cursor, stops at the right margin, writes, clears the rest, and all back. */
function behindCursor(text: string): string {
	return `\u001b7\u001b[?7l ${text}\u001b[K\u001b[?7h\u001b8`;
}

/** Tells how much of each part of a work is done, once for each percent: in events, and behind what stands on the terminal. */
export function partProgress(host: Host): {
	tell(part: NonNullable<ProgressEvent['part']>, percent: number): void;
	clear(): void;
} {
	const { err, report } = host;
	const shows = mayDecorate(host, err);
	let last = '';
	return {
		tell(part, percent) {
			const text = `${part} ${percent} %`;
			if (text === last) return;
			last = text;
			if (shows) err.write(behindCursor(text));
			report?.({ event: 'progress', done: percent, total: 100, unit: 'percent', part });
		},
		clear() {
			if (shows && last !== '') err.write('\u001b[K');
		},
	};
}
