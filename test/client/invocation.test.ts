import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledInvocation, chosenInvocation } from '../../client/src/buildrepo/invocation.ts';
import { buildTaskName, buildWords, readBuildTask } from '../../client/src/tasks/buildTaskDefinition.ts';
import { sampleSetup } from './sampleSetup.ts';

const bundled = { runtime: '/usr/lib/code/code', script: '/ext/dist/buildrepo.cjs' };
const subarch = "/mirror/a b/$(id)/-rf ';'";

test('the bundled buildrepo runs on the editor, with the set-up before the command', () => {
	assert.deepEqual(bundledInvocation(bundled, sampleSetup(), ['zap', '--only', subarch]), {
		program: '/usr/lib/code/code',
		args: [
			'/ext/dist/buildrepo.cjs',
			'--config',
			'/root/.metro',
			'--buildbot',
			'/root/.buildbot',
			'zap',
			'--only',
			subarch,
		],
		env: { ELECTRON_RUN_AS_NODE: '1' },
	});
});

test("a chosen program gets what Metro's own understands: a command, and HOME", () => {
	assert.deepEqual(chosenInvocation('/root/metro/scripts/buildrepo', sampleSetup(), ['digestgen']), {
		program: '/root/metro/scripts/buildrepo',
		args: ['digestgen'],
		env: { HOME: '/root' },
	});
});

test('a build task is one command, the subarch one argument', () => {
	assert.deepEqual(buildWords({ type: 'metro', task: 'next' }), ['buildbot']);
	assert.deepEqual(buildWords({ type: 'metro', task: 'build', subarch }), ['buildbot', '--only', subarch]);
});

test('a build task is named after its subarch', () => {
	const path = '/home/mirror/funtoo/funtoo-current/x86-64bit/corei7';
	assert.equal(buildTaskName({ type: 'metro', task: 'next' }), 'next build');
	assert.equal(buildTaskName({ type: 'metro', task: 'build', subarch: path }), 'corei7 (funtoo-current)');
});

test('task definitions are read from tasks.json with care', () => {
	const good = [
		{ type: 'metro', task: 'next' },
		{ type: 'metro', task: 'next', home: '/root' },
		{ type: 'metro', task: 'build', subarch: '/m/a/b/c' },
		{ type: 'metro', task: 'build', subarch: '/m/a/b/c', home: '/root' },
	];
	for (const definition of good) assert.deepEqual(readBuildTask({ ...definition, extra: 1 }), definition);
	const bad = [
		{ type: 'npm', task: 'next' },
		{ type: 'metro' },
		{ type: 'metro', task: 'every' },
		{ type: 'metro', task: 'build' },
		{ type: 'metro', task: 'build', subarch: '' },
		{ type: 'metro', task: 'build', subarch: 7 },
		{ type: 'metro', task: 'next', home: ['/root'] },
	];
	for (const definition of bad)
		assert.equal(readBuildTask(definition), undefined, JSON.stringify(definition));
});
