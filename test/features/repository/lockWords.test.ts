/** A build in progress in the tooltip of a row. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCivil, toCivil } from '../../../server/src/base/civilTime.ts';
import { runningPhrase } from '../../../server/src/features/repository/lockWords.ts';

test('names who builds, since when, and what the build wrote last', () => {
	const at = Date.parse('2026-03-01T12:00:00Z');
	const now = toCivil(at);
	const text = (moment: number): string => formatCivil(toCivil(moment)).slice(0, 16).replace('T', ' ');
	const beta = { kind: 'foreign', host: 'beta', pid: '7' } as const;
	const hour = 3_600_000;
	assert.equal(
		runningPhrase(beta, { since: at - 2 * hour, changed: at - hour }, now),
		`Build in progress, process 7 of beta, locked ${text(at - 2 * hour)}, last change ${text(at - hour)}`,
	);
	assert.equal(
		runningPhrase(beta, { since: at + 2 * hour }, now),
		`Build in progress, process 7 of beta, locked ${text(at + 2 * hour)} (ahead of the clock here)`,
	);
	assert.equal(runningPhrase({ kind: 'process', pid: 7 }, undefined, now), 'Build in progress, process 7');
	assert.equal(
		runningPhrase({ kind: 'unknown', reason: 'x is empty' }, { since: at }, now),
		'It is unknown whether a build is in progress: x is empty',
	);
});
