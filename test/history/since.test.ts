/** What `--since` takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentSince } from '../../server/src/history/since.ts';

const now = Date.parse('2015-02-20T12:00:00Z');
const local = (text: string): number => new Date(text).getTime();

const understood: readonly (readonly [text: string, moment: number])[] = [
	['90m', Date.parse('2015-02-20T10:30:00Z')],
	['24h', Date.parse('2015-02-19T12:00:00Z')],
	['7d', Date.parse('2015-02-13T12:00:00Z')],
	['2w', Date.parse('2015-02-06T12:00:00Z')],
	['0h', now],
	['2015-02-20', local('2015-02-20T00:00')],
	['2015-02-20T12:30', local('2015-02-20T12:30')],
	['2015-02-20 12:30:15', local('2015-02-20T12:30:15')],
	// ISO 8601 calls the end of a day so.
	['2015-02-20T24:00', local('2015-02-21T00:00')],
	['2015-02-28T24:00:00Z', Date.parse('2015-03-01T00:00:00Z')],
	['2015-02-20T12:30Z', Date.parse('2015-02-20T12:30:00Z')],
	['2015-02-20T12:30:00+02:00', Date.parse('2015-02-20T10:30:00Z')],
];

for (const [text, moment] of understood) {
	test(`${text} is understood`, () => assert.equal(momentSince(text, now), moment));
}

const refused = [
	'',
	'yesterday',
	'7',
	'7 d',
	'7D',
	'-1d',
	'1.5h',
	'1234567d',
	'1y',
	'2015',
	'2015-2-1',
	'2015-02-30',
	'2015-13-01',
	'2015-02-20T24:30',
	'2015-02-20T24:00:01Z',
	'2015-02-20T25:00',
	'2015-02-20T23:60',
	'2015-02-20T12',
	'2015-02-20T12:30+99:00',
	'20 Feb 2015',
	'2015-02-20\n',
	' 7d',
];

for (const text of refused) {
	test(`${JSON.stringify(text)} is refused`, () => assert.equal(momentSince(text, now), undefined));
}
