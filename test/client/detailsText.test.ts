/** The details of a subarch: short names, headings, the latest first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailsText } from '../../client/src/details/detailsText.ts';

test('paths are short, builds and events come with the latest first', () => {
	assert.equal(
		detailsText({
			mirror: '/m',
			id: 'current/x86/corei7',
			explain: [
				'/m/current/x86/corei7',
				'  due, number 2 in the rotation: its latest build is stale',
				'  failcount 0 of 3',
				'  2015-01-21: complete, full; clean removes it',
				'  2015-02-11: complete, not full; clean keeps it',
			],
			locks: ['/m/current/x86/corei7/.control/.multi_progress: process 7, which exists on this machine'],
			history: ['2015-02-11 10:00 /m/current/x86/corei7: built', '2015-02-12 10:00 zapped'],
		}),
		`# corei7

current / x86

## State

- Due, number 2 in the rotation: its latest build is stale
- Failcount 0 of 3

## Builds

- 2015-02-11: complete, not full; clean keeps it
- 2015-01-21: complete, full; clean removes it

## Locks

- .control/.multi_progress: process 7, which exists on this machine

## History

- 2015-02-12 10:00 zapped
- 2015-02-11 10:00 corei7: built
`,
	);
});

test('names that mean something in Markdown are shown as they are', () => {
	const text = detailsText({
		mirror: '/m',
		id: '*a*/b/<img src=x>',
		explain: ['map_build returns _x_ \u202e[y](command:z)'],
		locks: [],
		history: [],
	});
	assert.match(text, /^# \\<img src=x\\>\n\n\\\*a\\\* \/ b\n/);
	assert.match(text, /^- map_build returns \\_x\\_ \\\\u202e\\\[y\\\]\(command:z\)$/m);
});
