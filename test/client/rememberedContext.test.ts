import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Memento } from 'vscode';
import { remember, rememberedContext } from '../../client/src/evaluate/rememberedContext.ts';

function memento(): Memento {
	const values = new Map<string, unknown>();
	return {
		keys: () => [...values.keys()],
		get: (key: string) => values.get(key) as never,
		update: async (key: string, value: unknown) => void values.set(key, value),
	};
}

test('what was chosen is remembered, but for the day on which it was', () => {
	const state = memento();
	assert.equal(rememberedContext(state), undefined);
	const chosen = { build: 'b', arch: 'a', subarch: 's', mode: 'full', target: 'stage3', extras: [] };
	remember(state, { ...chosen, version: '2015-11-20' });
	assert.deepEqual(rememberedContext(state), chosen);
});
