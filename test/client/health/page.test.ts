/** The pure parts of the Health page: what is shown of long lists, tables as text, filters, and changes that are told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withChange } from '../../../client/health/change.ts';
import { civilOf } from '../../../client/health/civil.ts';
import { isShown, matrixLines, noFilter } from '../../../client/health/filter.ts';
import { ageText, lengthText, momentText } from '../../../client/health/format.ts';
import { csvTable, markdownTable } from '../../../client/health/tableText.ts';
import { uniqueKeys } from '../../../client/health/uniqueKeys.ts';
import { visible } from '../../../client/health/visibleHealth.ts';
import { visibleSlice } from '../../../client/health/visibleSlice.ts';
import type { Health, SubarchHealth } from '../../../server/src/protocol/index.ts';

const day = 86_400_000;

for (const [date, text] of [
	[undefined, 'never'],
	[10 * day + 5, 'today'],
	[9 * day + day - 1, '1 d'],
	[0, '10 d'],
	[12 * day, 'in 2 d'],
] as const)
	test(`an age: ${text}`, () => assert.equal(ageText(date, 10 * day + 9), text));

for (const [minutes, text] of [
	[0.2, 'under a minute'],
	[59, '59 min'],
	[60, '1 h'],
	[230, '3 h 50 min'],
] as const)
	test(`a length: ${text}`, () => assert.equal(lengthText(minutes * 60_000), text));

test('names in tables are no markup, no formula and no line of their own', () => {
	const rows = [['<img src=x>|`a`\n\u202eb', '=1+1', '"q", r', 3, undefined]];
	const columns = ['a', 'b', 'c', 'd', 'e'];
	assert.equal(
		markdownTable({ columns, rows }).split('\n')[2],
		'| \\<img src=x\\>\\|\\`a\\`  b | =1+1 | "q", r | 3 |  |',
	);
	assert.equal(
		csvTable({ columns, rows }),
		'a,b,c,d,e\r\n"<img src=x>|`a`\n\u202eb",\'=1+1,"""q"", r",3,\r\n',
	);
});

test('every line in view is drawn, and not many more', () => {
	fc.assert(
		fc.property(fc.nat(200_000), fc.nat(2000), fc.nat(100_000), (top, height, count) => {
			const { first, end } = visibleSlice(top, height, 28, count);
			assert.ok(first >= 0 && end <= count);
			assert.ok(end - first <= height / 28 + 23);
			for (const line of [Math.floor(top / 28), Math.floor((top + height) / 28)])
				if (line < count) assert.ok(line >= first && line < end + 1);
		}),
	);
});

function subarch(build: string, name: string, changes: Partial<SubarchHealth> = {}): SubarchHealth {
	return {
		row: `${build}/x86-64bit/${name}`,
		build,
		arch: 'x86-64bit',
		subarch: name,
		state: 'fresh',
		reason: '',
		local: true,
		builds: 1,
		results: '',
		artifacts: [],
		...changes,
	};
}

const [first, second, third] = [
	subarch('current', 'corei7'),
	subarch('hardened', 'corei7', { state: 'stale' }),
	subarch('current', 'core2_64', { state: 'failing' }),
];

test('a filter restricts by build, arch, state and words of the name', () => {
	const shown = (filter: Partial<typeof noFilter>): number =>
		[first, second, third].filter((one) => isShown({ ...noFilter, ...filter }, one)).length;
	assert.deepEqual(
		[{}, { build: 'current' }, { state: 'failing' }, { text: 'CORE i7' }, { arch: 'arm' }].map((filter) =>
			shown(filter as Partial<typeof noFilter>),
		),
		[3, 2, 1, 2, 0],
	);
});

test('a line of the matrix has a subarch of all builds', () => {
	assert.deepEqual(
		matrixLines([first, second, third]).map((line) => [line.subarch, [...line.cells.keys()]]),
		[
			['corei7', ['current', 'hardened']],
			['core2_64', ['current']],
		],
	);
});

test('what is told of a change adds up', () => {
	const before = {
		headline: 'a',
		summary: 'b',
		storage: {},
		subarches: [first, second],
	} as unknown as Health;
	const after = withChange(before, {
		home: '/',
		parts: { headline: 'c' },
		absent: ['storage'],
		subarches: { changed: [{ ...first, builds: 2 }, third], order: [third.row, first.row] },
	});
	assert.deepEqual(after, { headline: 'c', summary: 'b', subarches: [third, { ...first, builds: 2 }] });
	assert.equal(withChange(before, { home: '/', parts: {} }).subarches, before.subarches);
});

test('moments are told in the time zone of the repository, wherever the window is', () => {
	const late = Date.UTC(2026, 10, 29, 23, 30);
	for (const [zone, text] of [
		['UTC', '2026-11-29 23:30'],
		['Asia/Tokyo', '2026-11-30 08:30'],
		['America/Los_Angeles', '2026-11-29 15:30'],
		['Europe/Berlin', '2026-11-30 00:30'],
	] as const)
		assert.equal(momentText(late, zone), text, zone);
	assert.equal(momentText(Date.UTC(2026, 6, 1, 12), 'Europe/Berlin'), '2026-07-01 14:00');
	assert.equal(civilOf(late, 'No/Such_Zone'), late - new Date(late).getTimezoneOffset() * 60_000);
});

test('text from files is made visible, and what identifies something stays', () => {
	const item = {
		title: 'a\u202egnp.exe',
		detail: 'one\ntwo\x1b[31m',
		subarches: [{ build: 'b', arch: 'a', subarch: 'x\u202e' }],
		row: 'b/a/x\u202e',
		order: ['b/a/x\u202e'],
		count: 3,
	};
	assert.deepEqual(visible(item), { ...item, title: 'a\\u202egnp.exe', detail: 'one\\x0atwo\\x1b[31m' });
	const plain = { title: '<img src=x onerror=alert(1)>', list: [{ text: 'plain' }] };
	assert.equal(visible(plain), plain);
	assert.equal(visible(undefined), undefined);
});

test('each item has a key of its own, which does not depend on other items', () => {
	const keys = uniqueKeys(['a', 'b', 'a', 'a', '["a",1]']);
	assert.equal(new Set(keys).size, 5);
	assert.deepEqual(uniqueKeys(['b', 'a']), [keys[1], keys[0]]);
});
