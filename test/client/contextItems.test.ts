import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasChoice, modeItems, subarchItems, targetItems } from '../../client/src/evaluate/contextItems.ts';
import type { ContextsAnswer } from '../../server/src/protocol/index.ts';

const answer: ContextsAnswer = {
	home: '/root',
	title: 'funtoo-current x86-64bit corei7 stage3 (full)',
	current: {
		build: 'funtoo-current',
		arch: 'x86-64bit',
		subarch: 'corei7',
		mode: 'full',
		target: 'stage3',
		version: '2015-02-20',
		extras: [],
	},
	combinations: [
		{ build: 'funtoo-current', arch: 'x86-64bit', subarch: 'amd64-k8' },
		{ build: 'funtoo-current', arch: 'x86-64bit', subarch: 'corei7' },
		{ build: 'funtoo-stable', arch: '', subarch: 'corei7' },
	],
	modes: ['freshen', 'full'],
	targets: ['stage1', 'stage2'],
};

test('subarches show build and arch, the current one first', () => {
	assert.deepEqual(subarchItems(answer), [
		{
			label: 'corei7',
			description: 'funtoo-current / x86-64bit, current',
			change: { build: 'funtoo-current', arch: 'x86-64bit', subarch: 'corei7' },
		},
		{
			label: 'amd64-k8',
			description: 'funtoo-current / x86-64bit',
			change: { build: 'funtoo-current', arch: 'x86-64bit', subarch: 'amd64-k8' },
		},
		{
			label: 'corei7',
			description: 'funtoo-stable',
			change: { build: 'funtoo-stable', arch: '', subarch: 'corei7' },
		},
	]);
});

test('the current mode comes first; a current target that no longer exists is not offered', () => {
	assert.deepEqual(
		modeItems(answer).map(({ label, description }) => [label, description]),
		[
			['full', 'current'],
			['freshen', ''],
		],
	);
	assert.deepEqual(
		targetItems(answer).map(({ label, change }) => [label, change]),
		[
			['stage1', { target: 'stage1' }],
			['stage2', { target: 'stage2' }],
		],
	);
});

test('a choice is offered as soon as anything can be picked', () => {
	assert.equal(hasChoice(answer), true);
	const nothing = { ...answer, combinations: [], modes: [], targets: [] };
	assert.equal(hasChoice(nothing), false);
	assert.equal(hasChoice({ ...nothing, modes: ['full'] }), true);
});
