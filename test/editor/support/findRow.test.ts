import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRow } from '../../../scripts/vscode/workbench.ts';

const rows = [
	[1, 'stable'],
	[2, 'x86'],
	[3, 'i686'],
	[2, 'pure'],
	[1, 'current'],
	[2, 'x86'],
	[2, 'arm'],
].map(([level, label], index) => ({
	index,
	level: Number(level),
	label: String(label),
	description: '',
	badge: '',
	expanded: undefined,
	accessibleLabel: '',
}));

for (const [labels, index, isWhole] of [
	[['current', 'x86'], 5, true],
	[['stable', 'x86', 'i686'], 2, true],
	[['current', 'x86', 'i686'], 5, false],
	[['stable', 'arm'], 0, false],
	[['other'], undefined, false],
] as const) {
	test(`the row ${labels.join(' / ')}`, () => {
		const found = findRow(rows, labels);
		assert.deepEqual([found?.index, found?.isWhole ?? false], [index, isWhole]);
	});
}
