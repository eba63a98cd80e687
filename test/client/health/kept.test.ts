/** What the Health page keeps over a reload, and what is about the subarches that a filter leaves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filtered, noFilter } from '../../../client/health/filter.ts';
import { keptIn, nothingKept, toggled } from '../../../client/health/kept.ts';
import { lastResult } from '../../../client/health/memo.ts';
import { pageHtml } from '../../../client/src/health/pageHtml.ts';
import type { Health } from '../../../server/src/protocol/index.ts';

test('what an earlier session kept is taken over as far as it is as it should be', () => {
	const kept = {
		filter: { build: 'current', arch: '', state: 'failing', text: 'core' },
		days: 180,
		storageBy: 'arch',
		asTable: ['weeks'],
		sorts: { matrix: { column: 'current', down: true } },
		whole: ['attention'],
		selected: 'current/x86-64bit/corei7',
	};
	assert.deepEqual(keptIn({ home: '/home', kept }), kept);
	for (const state of [undefined, null, 3, 'text', {}, { kept: null }, { kept: { filter: 3, days: 31 } }])
		assert.deepEqual(keptIn(state), nothingKept, JSON.stringify(state));
	assert.deepEqual(
		keptIn({
			kept: {
				...kept,
				days: '30',
				asTable: [1, 'a'],
				sorts: { matrix: 3, weeks: { column: 'a' } },
				filter: { text: 4 },
			},
		}),
		{
			...kept,
			days: nothingKept.days,
			asTable: ['a'],
			sorts: { weeks: { column: 'a', down: false } },
			filter: noFilter,
		},
	);
});

test('a switch adds its section and takes it away', () => {
	assert.deepEqual(toggled(toggled(['a'], 'b'), 'a'), ['b']);
});

test('a filter leaves what is about the subarches it shows', () => {
	const [one, other] = ['corei7', 'core2_64'].map((subarch) => ({ build: 'b', arch: 'a', subarch }));
	const health = {
		subarches: [
			{ ...one, state: 'fresh', row: 'b/a/corei7' },
			{ ...other, state: 'failing', row: 'b/a/core2_64' },
		],
		attention: [{ subarches: [one, other] }, { subarches: [one] }, { subarches: [] }],
		ahead: [one, other],
		failures: [{ subarches: [other] }, { subarches: [one] }],
		locks: [{ subarch: other }],
		events: [{ subarch: other }, {}],
		counts: { managed: 2 },
	} as unknown as Health;
	assert.equal(filtered(health, { ...noFilter, text: ' ' }), health);
	const left = filtered(health, { ...noFilter, state: 'failing' });
	assert.deepEqual(left, {
		...health,
		subarches: health.subarches.slice(1),
		attention: health.attention.slice(0, 1),
		ahead: [other],
		failures: health.failures.slice(0, 1),
		events: health.events.slice(0, 1),
	});
});

test('what is computed from the same objects is computed once', () => {
	let calls = 0;
	const size = lastResult((list: readonly number[], more: number) => {
		calls++;
		return list.length + more;
	});
	const list = [1];
	assert.deepEqual([size(list, 1), size(list, 1), size(list, 2), size([1], 2)], [2, 2, 3, 3]);
	assert.equal(calls, 3);
});

test('texts reach the page as an attribute, whatever they hold', () => {
	const html = pageHtml({
		script: 's.js',
		style: 's.css',
		source: 'https://editor',
		nonce: 'n',
		language: 'de',
		texts: { 'a "b"': '<script>alert(1)</script> & "x"' },
	});
	assert.match(html, /<html lang="de">/);
	assert.ok(!html.includes('<script>alert'));
	const [, text = ''] = /data-texts="([^"]*)"/.exec(html) ?? [];
	const decoded = text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
	assert.deepEqual(JSON.parse(decoded), { 'a "b"': '<script>alert(1)</script> & "x"' });
});
