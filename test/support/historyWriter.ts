/**
 * Writes events into a history until it is told to stop or killed: `historyWriter.ts FILE COUNT NAME…`, all names at a time, each with a
 * connection of its own. Each event is followed by its name and number on standard output, so what was printed is recorded. Every
 * other event is one that all writers see.
 */
import { writeSync } from 'node:fs';
import type { HistoryEntry } from '../../server/src/history/event.ts';
import { openHistory } from '../../server/src/node/nodeHistory.ts';

const [file = '', count = '0', ...names] = process.argv.slice(2);

/** Milliseconds. On a busy machine, 20 processes that do nothing but write keep each other waiting for longer than users do. */
const patience = 120_000;

async function write(name: string): Promise<void> {
	const store = openHistory(file, (message) => writeSync(2, `${message}\n`), { patience });
	for (let at = 1; at <= Number(count); at++) {
		const entries: readonly HistoryEntry[] = ['shared', name].map((one) => ({
			key: ['index', one, at],
			seenBy: 'run',
			event: { kind: 'index', at, name: one },
		}));
		await store.record('/mirror', entries);
		writeSync(1, `${name} ${at}\n`);
	}
}

await Promise.all(names.map(write));
