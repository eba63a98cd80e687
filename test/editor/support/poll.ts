/** Waiting for what must come, outside the extension host. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until what it sees fits, and gives it; fails after `seconds`, telling what it saw last. */
export async function eventually<T>(
	what: string,
	look: () => Promise<T>,
	fits: (seen: T) => boolean,
	seconds = 180,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const began = Date.now();
		const seen = await look();
		if (fits(seen)) return seen;
		if (Date.now() > deadline) {
			assert.fail(
				`waited ${seconds} s in vain for ${what}; last seen: ${JSON.stringify(seen, undefined, 1)}`,
			);
		}
		// Looking must not keep busy what it looks at.
		await sleep(Math.max(30, 4 * (Date.now() - began)));
	}
}
