import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCalendarDay } from '../../client/src/ui/calendarDay.ts';

test('a day that the user writes is one of the calendar', () => {
	for (const day of ['2015-02-08', '2016-02-29']) assert.equal(isCalendarDay(day), true, day);
	for (const day of ['2026-13-45', '2015-02-29', '2015-04-31', '2015-2-8', '2015-02-08T00:00', ''])
		assert.equal(isCalendarDay(day), false, day);
});
