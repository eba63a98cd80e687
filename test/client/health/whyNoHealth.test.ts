/** What the Health page says and offers where there is no health to show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNoHealth } from '../../../client/src/health/whyNoHealth.ts';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';

function setup(changes: Partial<SetupSummary>): SetupSummary {
	return { home: '/home', state: 'ready', ...changes } as SetupSummary;
}

for (const [name, setups, home, server, trusted, text, offers] of [
	[
		'no server',
		undefined,
		'/home',
		'failed',
		true,
		/does not run/,
		['Restart Language Server', 'Show Output'],
	],
	['nothing is known yet', undefined, '/home', 'starting', true, /Reading/, []],
	['it is being read', [setup({ state: 'loading' })], '/home', 'running', true, /Reading/, []],
	[
		'the folder is not open',
		[],
		'/gone',
		'running',
		true,
		/^\/gone is not a Metro home/,
		['Choose Metro Home', 'Show Output'],
	],
	[
		'no .buildbot',
		[setup({ state: 'no-buildbot', message: 'There is no .buildbot.' })],
		'/home',
		'running',
		true,
		/^There is no \.buildbot\.$/,
		['Create .buildbot', 'Choose Metro Home', 'Show Output'],
	],
	[
		'no .buildbot, but a mirror',
		[setup({ state: 'no-buildbot', mirror: '/mirror', message: 'There is no .buildbot.' })],
		'/home',
		'running',
		true,
		/^There is no \.buildbot\.$/,
		['Create .buildbot', 'Create .buildbot from the Mirror', 'Choose Metro Home', 'Show Output'],
	],
	[
		'no .buildbot, in Restricted Mode',
		[setup({ state: 'no-buildbot', mirror: '/mirror', message: 'There is no .buildbot.' })],
		'/home',
		'running',
		false,
		/^There is no \.buildbot\.$/,
		['Choose Metro Home', 'Show Output'],
	],
] as const)
	test(name, () => {
		const why = whyNoHealth(setups, home, server, trusted);
		assert.match(why.text, text);
		assert.deepEqual(
			why.offers.map(({ label }) => label),
			offers,
		);
	});
