import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	completionWithoutCommands,
	lensesWithoutCommands,
	lensWithoutCommand,
} from '../../server/src/lsp/compat/withoutCommands.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

test('an editor without our commands gets lenses that only say something', () => {
	const unresolved = { range, data: { uri: 'file:///x' } };
	const lenses = [
		{ range, command: { title: '3 uses', command: 'metro.showReferences', arguments: [1] } },
		{ range, command: { title: 'Try map_build…', command: 'metro.tryMapBuild' } },
		unresolved,
	];
	const said = { range, command: { title: '3 uses', command: '' } };
	assert.deepEqual(lensesWithoutCommands(lenses), [said, unresolved]);
	assert.deepEqual(lenses.slice(0, 1).map(lensWithoutCommand), [said]);
});

test('a completion for it runs nothing after an item was inserted', () => {
	const command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
	const offer = { isIncomplete: false, items: [{ label: 'path/tmp', command }, { label: 'path' }] };
	assert.deepEqual(completionWithoutCommands(offer).items, [{ label: 'path/tmp' }, { label: 'path' }]);
});
