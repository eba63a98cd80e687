import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	civilDay,
	civilMidnight,
	DAY,
	formatCivil,
	formatDay,
	isCivilDay,
} from '../../server/src/base/civilTime.ts';

test('only real calendar days have a midnight', () => {
	assert.equal(civilMidnight(2015, 2, 20), Date.UTC(2015, 1, 20));
	assert.equal(civilMidnight(2016, 2, 29), Date.UTC(2016, 1, 29));
	assert.equal(formatDay(civilMidnight(99, 12, 31) ?? 0), '0099-12-31');
	for (const [year, month, day] of [
		[2015, 2, 29],
		[2015, 13, 1],
		[2015, 4, 31],
		[2015, 0, 1],
		[0, 1, 1],
		[10000, 1, 1],
	] as const) {
		assert.equal(civilMidnight(year, month, day), undefined);
	}
});

test('a day as people write it is one of the calendar', () => {
	for (const day of ['2015-02-08', '2016-02-29']) assert.equal(isCivilDay(day), true, day);
	for (const day of ['2026-13-45', '2015-02-29', '2015-04-31', '2015-2-8', '2015-02-08T00:00', ''])
		assert.equal(isCivilDay(day), false, day);
});

test('days and clock faces', () => {
	const noon = Date.UTC(2015, 1, 20, 12, 0, 1);
	assert.equal(civilDay(noon), Date.UTC(2015, 1, 20));
	assert.equal(civilDay(-1), -DAY);
	assert.equal(formatDay(noon), '2015-02-20');
	assert.equal(formatCivil(noon + 999), '2015-02-20T12:00:01');
});
