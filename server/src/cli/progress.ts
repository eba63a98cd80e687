/** One line on a terminal that says how far long work has come; nothing where nobody watches. */
import type { Host } from './host.ts';

export interface Progress {
	/** One more is done. */
	step(): void;
	/** Takes the line away. */
	end(): void;
}

/** Shows progress on standard error if that is a terminal. */
export function progress(host: Host, total: number): Progress {
	if (!host.err.isTerminal || total === 0) return { step: () => {}, end: () => {} };
	let done = 0;
	let shown = -1;
	return {
		step() {
			done += 1;
			const percent = Math.floor((100 * done) / total);
			if (percent === shown) return;
			shown = percent;
			host.err.write(`\r${percent} % of ${total}`);
		},
		end: () => host.err.write('\r\u001b[K'),
	};
}
