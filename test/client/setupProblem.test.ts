import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestFirst } from '../../client/src/commands/nearestFirst.ts';
import { placeToMend, problemOf } from '../../client/src/setups/setupProblem.ts';
import type { SetupSummary } from '../../server/src/protocol/index.ts';
import { sampleSetup } from './sampleSetup.ts';

const place = { path: '/root/.metro', line: 2, column: 0 };

for (const [name, setup, first, isPlace] of [
	['no set-up', undefined, 'Choose Metro Home', false],
	['a line to be mended', sampleSetup({ state: 'bad-metro', place }), 'Show Problem', true],
	['no .metro', sampleSetup({ state: 'no-metro', place }), 'Create .metro', false],
	['no .buildbot', sampleSetup({ state: 'no-buildbot', place }), 'Create .buildbot', false],
	['no repository', sampleSetup({ state: 'no-mirror', place }), 'Create Directory…', true],
	['still being read', sampleSetup({ state: 'loading' }), 'Choose Metro Home', false],
] satisfies [string, SetupSummary | undefined, string, boolean][]) {
	test(`the next step: ${name}`, () => {
		assert.equal(problemOf(setup).offers[0]?.label, first);
		assert.equal(setup !== undefined && placeToMend(setup) !== undefined, isPlace);
	});
}

test('of several set-ups the one that the open file belongs to is offered first', () => {
	const setups = [
		sampleSetup({ home: '/pool', install: '/pool/metro', mirror: '/mirror/pool' }),
		sampleSetup({ home: '/pool/new', install: '/opt/metro', mirror: '/mirror/new' }),
	];
	const homesFor = (file: string | undefined): string[] => nearestFirst(setups, file).map(({ home }) => home);
	for (const file of [
		undefined,
		'/pool/.metro',
		'/pool/newer/x.conf',
		'/pool/metro/etc/master.conf',
		'/etc/x',
	])
		assert.deepEqual(homesFor(file), ['/pool', '/pool/new'], file);
	for (const file of ['/pool/new/.metro', '/opt/metro/etc/master.conf', '/mirror/new/index.xml'])
		assert.deepEqual(homesFor(file), ['/pool/new', '/pool'], file);
});
