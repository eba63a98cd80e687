import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextAtStart, remember, rememberedContexts } from '../../client/src/evaluate/rememberedContext.ts';
import { memento } from './memento.ts';

const chosen = { build: 'b', arch: 'a', subarch: 's', mode: 'full', target: 'stage3', extras: [] };

test('the choice is remembered, except for its date', () => {
	const state = memento();
	assert.equal(contextAtStart(state, 1), undefined);
	remember(state, '/root', { ...chosen, version: '2015-11-20' });
	assert.deepEqual(contextAtStart(state, 1), chosen);
	assert.deepEqual([...rememberedContexts(state)], [['/root', chosen]]);
});

test('each set-up has its own choice: that of one is not given to another', () => {
	const state = memento();
	remember(state, '/old', { ...chosen, version: '2015-11-20' });
	assert.equal(contextAtStart(state, 2), undefined);
	remember(state, '/new', { ...chosen, subarch: 't', version: '2015-11-20' });
	assert.equal(contextAtStart(state, 1), undefined);
	assert.deepEqual(
		[...rememberedContexts(state)],
		[
			['/old', chosen],
			['/new', { ...chosen, subarch: 't' }],
		],
	);
});
