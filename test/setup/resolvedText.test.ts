/** A run of Metro with every reference followed: as a text, and beside another run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { contextChoices, defaultContext } from '../../server/src/setup/configuration/contextChoices.ts';
import { differences, resolveAll, resolvedText } from '../../server/src/setup/configuration/resolvedText.ts';
import { memorySources } from '../support/memorySources.ts';
import { installation } from './memoryInstallation.ts';

test('the text of a run shows conditional keys as Metro takes them, and Python code', async () => {
	const { sources } = memorySources(
		Object.entries({
			...installation,
			'/metro/etc/builds/1.4/build.conf': [
				'[when target is stage1]',
				'a: one',
				'none: one',
				'[when target is stage3]',
				'a: three',
				'[when *]',
				'code: [',
				'<?python',
				'print(1)',
				'?>',
				'end',
				']',
				'',
			].join('\n'),
		}),
	);
	const { library } = await sources.configuration().contents(neverAborted);
	const usual = defaultContext(contextChoices([], undefined, library.names), '2015-11-20');
	const run = await sources.configuration().evaluation({ ...usual, target: 'stage3' }, neverAborted);
	const { text, origins } = resolvedText(run, await resolveAll(run));
	assert.doesNotMatch(text, /none/);
	assert.match(text, /^a: three\n# code: .*Python.*\ncode: \[\nend\n\]/m);
	const lines = text.split('\n');
	const build = library.files.get('/metro/etc/builds/1.4/build.conf')?.text ?? '';
	const origin = origins.find(({ textLine }) => lines[textLine] === 'a: three');
	assert.equal(build.slice(origin?.offset).split('\n')[0], 'a: three');
});

test('the text of a run lists every value; of two runs, the differences', async () => {
	const { sources } = memorySources(
		Object.entries({
			...installation,
			'/metro/etc/builds/1.4/build.conf': 'a: $[target/build]\nm: [\nx\n]\nz: $[nobody]\ny: $[no:zap]\n',
			'/metro/etc/builds/2/build.conf': 'a: $[target/build]\nm: [\nx\n]\n',
		}),
	);
	const { library } = await sources.configuration().contents(neverAborted);
	const usual = defaultContext(contextChoices([], undefined, library.names), '2015-11-20');
	const first = await sources.configuration().evaluation(usual, neverAborted);
	const values = await resolveAll(first);
	const { text, origins } = resolvedText(first, values);
	assert.match(text, /^a: 1\.4\nm: \[\nx\n\]\n/m);
	assert.match(text, /^# y: nothing/m);
	assert.match(text, /^# z: Metro stops: Cannot find variable nobody/m);
	const lines = text.split('\n');
	assert.deepEqual(
		origins.filter(({ path }) => path.includes('/1.4/')).map(({ textLine }) => lines[textLine]?.slice(0, 3)),
		['a: ', 'm: ', '# y', '# z'],
	);
	const other = await resolveAll(
		await sources.configuration().evaluation({ ...usual, build: '2' }, neverAborted),
	);
	assert.deepEqual(
		differences(values, other).map(({ key, left, right }) => [key, left, right]),
		[
			['a', '1.4', '2'],
			['target/build', '1.4', '2'],
			['y', undefined, undefined],
			['z', 'Metro stops: Cannot find variable nobody (in z)', undefined],
		],
	);
});
