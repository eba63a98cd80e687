/** The words of states, which the client translates and the server writes in English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateWords } from '../../client/src/ui/stateWords.ts';
import { wordOfState } from '../../server/src/health/subarchCounts.ts';

test('in English, the client calls each state as the server does', () => {
	const { 'no-directory': _, ...states } = stateWords;
	assert.deepEqual(states, wordOfState);
});
