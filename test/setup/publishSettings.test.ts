/** `[section publish]` and `[section maintain]`: targets, and values that are refused. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
	maintainSettings,
	type PublishTarget,
	publishForms,
	publishTargets,
} from '../../server/src/setup/configuration/publishSettings.ts';

const plain: PublishTarget = {
	name: 'publish',
	program: 'rsync',
	place: '/srv',
	links: 'keep',
	remove: false,
	bandwidth: undefined,
};

suite('targets', () => {
	const cases: readonly (readonly [string, Record<string, string>, readonly PublishTarget[] | RegExp])[] = [
		['none', {}, []],
		['one', { 'publish/target': '/srv' }, [plain]],
		[
			'a named one takes what it does not set',
			{
				'publish/target': '/srv',
				'publish/remove': 'yes',
				'publish/far/target': 'b2:x',
				'publish/far/program': 'rclone',
				'publish/far/remove': 'no',
				'publish/bandwidth': '2m',
			},
			[
				{ ...plain, remove: true, bandwidth: '2m' },
				{ ...plain, name: 'far', place: 'b2:x', program: 'rclone', links: 'copy', bandwidth: '2m' },
			],
		],
		['only named ones', { 'publish/far/target': 'h:/x' }, [{ ...plain, name: 'far', place: 'h:/x' }]],
		['a name without a target', { 'publish/far/remove': 'yes' }, /publish\/far\] has no target/],
		['a wrong word', { 'publish/target': '/srv', 'publish/remove': 'maybe' }, /publish\/remove is "maybe"/],
		[
			'links that rclone is to keep, even if another section says so',
			{ 'publish/links': 'keep', 'publish/far/target': 'b2:x', 'publish/far/program': 'rclone' },
			/^publish\/far\/links is "keep", which rclone cannot do: set it to copy or skip$/,
		],
		['a wrong word of a named one', { 'publish/far/links': 'x' }, /publish\/far\/links is "x"/],
	];
	for (const [name, values, expected] of cases)
		test(name, () => {
			const targets = publishTargets(new Map(Object.entries(values)));
			if (expected instanceof RegExp) assert.match(String(targets), expected);
			else assert.deepEqual(targets, expected);
		});
});

suite('places', () => {
	const fits = publishForms.get('publish/target')?.fits ?? (() => false);
	for (const place of [
		'/srv/a b',
		'h:/x',
		'me@h:x',
		'me@[::1]:/x',
		'rsync://h/m',
		'h::m',
		'b2:x',
		':s3,a=b:x',
		'r 1:',
	])
		test(`takes ${place}`, () => assert.ok(fits(place)));
	for (const place of [
		'srv',
		'-rsh=x:y',
		'-oProxyCommand=x:y',
		'me@-oProxyCommand=x:y',
		'a/b',
		'h:\nx',
		'./x:y/@z',
	])
		test(`refuses ${JSON.stringify(place)}`, () => assert.ok(!fits(place)));
});

test('steps to leave out', () => {
	const of = (without: string) => maintainSettings(new Map([['maintain/without', without]]));
	assert.deepEqual(of('clean index.xml'), { sign: false, without: ['clean', 'index.xml'] });
	assert.match(String(of('clean zap')), /maintain\/without is "clean zap".*clean, digestgen/);
	assert.match(String(maintainSettings(new Map([['maintain/sign', '1']]))), /yes and no/);
});
