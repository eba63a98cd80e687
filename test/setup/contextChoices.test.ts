/** The runs of Metro that a set-up allows, and Metro's arguments for each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	contextChoices,
	defaultContext,
	everyCombination,
	unknownParts,
} from '../../server/src/setup/configuration/contextChoices.ts';
import { argumentsOf, contextTitle } from '../../server/src/setup/configuration/runContext.ts';
import { installedNamesIn } from '../../server/src/setup/installation/installedNames.ts';
import { installation } from './memoryInstallation.ts';

test('runs come from the repository, else from .buildbot, else from the installation', () => {
	const names = installedNamesIn('/metro', Object.keys(installation));
	const present = [{ build: 'b', arch: 'a', subarch: 's' }];
	const named = { builds: ['x', 'y'], arches: ['a'], subarches: ['s', 't'] };
	const combinations = (...given: Parameters<typeof contextChoices>): string[] =>
		contextChoices(...given).combinations.map(({ build, arch, subarch }) => `${build} ${arch} ${subarch}`);
	assert.deepEqual(combinations(present, named, names), ['b a s']);
	assert.deepEqual(combinations([], named, names), ['x a s', 'x a t', 'y a s', 'y a t']);
	assert.deepEqual(combinations([], undefined, names), ['1.4 x86 generic_64']);
	const { modes, targets } = contextChoices([], undefined, names);
	// Other facts about a place in the repository do not matter here.
	const found = [{ ...present[0], path: '/mirror/b/a/s', failcount: 1 }] as unknown as typeof present;
	const usual = defaultContext(contextChoices(found, named, names), '2015-11-20');
	assert.deepEqual(Object.keys(usual).sort(), [
		...['arch', 'build', 'extras', 'mode', 'subarch', 'target', 'version'],
	]);
	assert.deepEqual([modes, targets], [['full'], ['stage1', 'stage3']]);
});

test('the choices are what is built here, then names from .buildbot and the installation', () => {
	const names = installedNamesIn('/metro', Object.keys(installation));
	const named = { builds: ['x'], arches: ['a', 'x86-64bit'], subarches: ['s', 'new', 'amd64-jaguar'] };
	const choices = contextChoices([{ build: 'x', arch: 'a', subarch: 's' }], named, names);
	assert.deepEqual(
		everyCombination(choices, named, names).map(({ build, arch, subarch }) => `${build} ${arch} ${subarch}`),
		[
			'x a s',
			'x a new',
			'x x86-64bit new',
			'x x86-64bit amd64-jaguar',
			'1.4 a s',
			'1.4 a new',
			'1.4 x86-64bit new',
			'1.4 x86-64bit amd64-jaguar',
		],
	);
	assert.equal(defaultContext(choices, '2015-11-20').subarch, 's');
});

test('parts of a run that the installation lacks are reported', () => {
	const names = installedNamesIn('/metro', Object.keys(installation));
	const usual = defaultContext(contextChoices([], undefined, names), '2015-11-20');
	assert.equal(unknownParts(usual, names), undefined);
	assert.equal(unknownParts({ ...usual, arch: 'arm/v7', subarch: 'any' }, names), undefined);
	assert.equal(
		unknownParts({ ...usual, build: 'x', mode: 'y' }, names),
		'The installation has no build "x", no mode "y".',
	);
	assert.equal(unknownParts({ ...usual, build: 'x' }, installedNamesIn('/none', [])), undefined);
});

test('Metro is given the arguments that buildbot.sh gives it', () => {
	const context = {
		build: 'b',
		arch: 'a',
		subarch: 's',
		mode: 'full',
		target: 'stage3',
		version: '2015-11-20',
		extras: ['openvz', 'lxd'],
	};
	assert.equal(contextTitle(context), 'b a s stage3 (full openvz lxd)');
	assert.equal(contextTitle({ ...context, extras: [] }), 'b a s stage3 (full)');
	assert.equal(contextTitle({ ...context, mode: '', extras: [] }), 'b a s stage3');
	assert.deepEqual(Object.fromEntries(argumentsOf(context, '2015-11')), {
		multi: 'yes',
		'target/build': 'b',
		'target/arch_desc': 'a',
		'target/subarch': 's',
		'target/version': '2015-11-20',
		'multi/mode': 'full',
		'multi/extras': 'openvz lxd',
		target: 'stage3',
	});
	assert.equal(argumentsOf(context, '2019-10').get('multi/extras'), 'openvz+lxd');
	assert.equal(argumentsOf(context, '2015-03').has('target/arch_desc'), false);
});
