/** The events of a run, however its output is split and whatever it contains. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEvents } from '../../client/src/buildrepo/eventReader.ts';

function read(text: string, size = text.length) {
	const seen: string[] = [];
	const reader = readEvents((event) => seen.push(JSON.stringify(event)));
	const bytes = new TextEncoder().encode(text);
	for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size));
	reader.end();
	return { seen, ...reader.report() };
}

const created = '{"event":"created","path":"/ä/\\udc80\\n"}';
const note = '{"event":"note","message":"x"}';

test('events are read wherever the pieces end', () => {
	const text = `${created}\n${note}\n`;
	for (let size = 1; size <= text.length + 1; size++) {
		const { seen, events, broken } = read(text, size);
		assert.deepEqual(events, [
			{ event: 'created', path: '/ä/\udc80\n' },
			{ event: 'note', message: 'x' },
		]);
		assert.deepEqual([seen.length, broken], [2, undefined], `pieces of ${size} bytes`);
	}
});

test('an event is reported as soon as its line is complete', () => {
	const seen: string[] = [];
	const reader = readEvents(({ event }) => seen.push(event));
	reader.take(new TextEncoder().encode(`${note}\n${created}`));
	assert.deepEqual(seen, ['note']);
	reader.end();
	assert.deepEqual(seen, ['note', 'created']);
});

test('unknown events are skipped', () => {
	assert.deepEqual(read(`{"event":"later","x":1}\n${note}\n`), {
		seen: [note],
		events: [{ event: 'note', message: 'x' }],
	});
});

for (const line of ['Removing /m/a...', '{"event":"note"', '{}', '[]', 'null', '', '{"event":1}', '1'])
	test(`a line that is not an event is said: ${JSON.stringify(line)}`, () => {
		const { events, broken } = read(`${note}\n${line}\n${note}\nmore\n`);
		assert.deepEqual([events.length, broken], [2, line]);
	});
