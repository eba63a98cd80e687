import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCrashCount } from '../../client/src/server/crashCount.ts';

test('a server that crashes now and then restarts; one that crashes five times in three minutes does not', () => {
	let time = 0;
	const crashes = createCrashCount(() => time);
	for (let count = 0; count < 20; count++) {
		assert.equal(crashes.mayStartAgain(), true, `end ${count}`);
		time += 50_000;
	}
	time += 180_000;
	assert.deepEqual(
		Array.from({ length: 5 }, () => crashes.mayStartAgain()),
		[true, true, true, true, false],
	);
	crashes.forget();
	assert.equal(crashes.mayStartAgain(), true);
});
