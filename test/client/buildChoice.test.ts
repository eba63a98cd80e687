/** What is to be built: the answer of buildrepo, the words that ask for something else, and the command as it is shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	choiceWords,
	commandText,
	extrasOf,
	plannedText,
	readPlannedBuild,
} from '../../client/src/tasks/buildChoice.ts';
import { buildWords, readBuildTask } from '../../client/src/tasks/buildTaskDefinition.ts';

test('a planned build is read from the answer of buildrepo', () => {
	const answer = {
		target: 'full',
		extras: ['openvz'],
		program: '/m/metro',
		arguments: ['-d', 'multi:', 'yes'],
	};
	const planned = readPlannedBuild(answer);
	assert.ok(planned);
	assert.equal(plannedText(planned), 'full + openvz');
	assert.equal(commandText(planned.command), '/m/metro -d multi: yes');
});

for (const value of [
	null,
	1,
	{},
	{ target: 'full' },
	{ target: 'full', extras: [1], program: 'x', arguments: [] },
])
	test(`another shape is no planned build: ${JSON.stringify(value)}`, () => {
		assert.equal(readPlannedBuild(value), undefined);
	});

test('the command is quoted as for a shell', () => {
	assert.equal(commandText(['a b', "it's", '$x', 'plain']), `'a b' 'it'\\''s' '$x' plain`);
});

test('the words for another build; no extras are extras, too', () => {
	assert.deepEqual(choiceWords({}), []);
	assert.deepEqual(choiceWords({ target: 'freshen', extras: [] }), ['--target', 'freshen', '--extras', '']);
	assert.deepEqual(choiceWords({ extras: ['a', 'b'] }), ['--extras', 'a b']);
});

test('extras to choose from: those of map_build first, then the targets that are not stages', () => {
	assert.deepEqual(extrasOf(['stage1', 'lxd', 'openvz', 'snapshot', 'stage3-freshen'], ['openvz']), [
		'openvz',
		'lxd',
	]);
});

for (const [given, words] of [
	[{ task: 'all' }, ['buildbot', '--until-idle']],
	[{ task: 'next' }, ['buildbot']],
	[{ task: 'build', subarch: '/m/b/a/s' }, ['buildbot', '--only', '/m/b/a/s']],
	[
		{ task: 'build', subarch: '/m/b/a/s', target: 'full', extras: ['x'] },
		['buildbot', '--only', '/m/b/a/s', '--target', 'full', '--extras', 'x'],
	],
] as const)
	test(`the task ${JSON.stringify(given)} runs buildrepo ${words.join(' ')}`, () => {
		const task = readBuildTask({ type: 'metro', ...given });
		assert.deepEqual(task && buildWords(task), words);
	});

test('a task with extras that are no names makes no sense', () => {
	assert.equal(readBuildTask({ type: 'metro', task: 'build', subarch: '/x', extras: [1] }), undefined);
});
