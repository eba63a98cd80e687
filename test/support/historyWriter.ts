/**
 * Writes events into a history until it is told to stop or killed: `historyWriter.ts FILE NAME COUNT`. Each one is followed by its number
 * on standard output, so a number that was printed is an event that was recorded. Every other event is one that all writers see.
 */
import { writeSync } from 'node:fs';
import type { HistoryEntry } from '../../server/src/history/event.ts';
import { openHistory } from '../../server/src/node/nodeHistory.ts';

const [file = '', name = '', count = '0'] = process.argv.slice(2);
const store = openHistory(file, (message) => writeSync(2, `${message}\n`));
for (let at = 1; at <= Number(count); at++) {
	const entries: readonly HistoryEntry[] = ['shared', name].map((one) => ({
		key: ['index', one, at],
		seenBy: 'run',
		event: { kind: 'index', at, name: one },
	}));
	await store.record('/mirror', entries);
	writeSync(1, `${at}\n`);
}
