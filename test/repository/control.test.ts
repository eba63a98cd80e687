/** What Metro leaves in `.control`, read as Metro reads it, and what it cannot mean. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFailcount } from '../../server/src/repository/scan/control.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The first line of a failcount file, and the count or why there is none. */
const failcounts: readonly (readonly [content: string, expected: number | string])[] = [
	['3', 3],
	[' +03 \nmore', 3],
	['-0', 0],
	['9007199254740992', 2 ** 53],
	['9007199254740994', 'it is too large'],
	['1_0', 10],
	['\u0661\u0662', 12],
	['\u{1d7e1}\u{1d7d8}', 90],
	['1__0', 'its first line is not a number'],
	['_1', 'its first line is not a number'],
	['\u00b2', 'its first line is not a number'],
	['-1', 'it is negative'],
	['', 'it is empty'],
	['\n3', 'its first line is not a number'],
	['3.5', 'its first line is not a number'],
];

for (const [content, expected] of failcounts) {
	test(`failcount ${JSON.stringify(content)}`, () => {
		const failcount = parseFailcount(bytes(content));
		assert.deepEqual(
			failcount,
			typeof expected === 'number'
				? { kind: 'count', count: expected }
				: { kind: 'unreadable', reason: expected },
		);
	});
}
