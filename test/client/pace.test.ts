/** What follows changes does so at once after a quiet time, and not more often than it may. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createPace } from '../../client/src/ui/pace.ts';

test('the first change is followed soon, later ones with a gap, and the last one is not lost', (t) => {
	mock.timers.enable({ apis: ['setTimeout'] });
	let now = 0;
	const clock = mock.method(performance, 'now', () => now);
	t.after(() => {
		clock.mock.restore();
		mock.timers.reset();
	});
	const pass = (milliseconds: number): void => {
		now += milliseconds;
		mock.timers.tick(milliseconds);
	};
	let runs = 0;
	const pace = createPace(100, 2000, () => void runs++);
	pace.changed();
	pace.changed();
	pass(100);
	assert.equal(runs, 1, 'the result of an action is seen within a second');
	pace.changed();
	pass(1999);
	assert.equal(runs, 1);
	pass(1);
	assert.equal(runs, 2);
	pass(10_000);
	assert.equal(runs, 2);
	pace.changed();
	pass(100);
	assert.equal(runs, 3);
	pace.changed();
	pace.dispose();
	pass(10_000);
	assert.equal(runs, 3);
});
