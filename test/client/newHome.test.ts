import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldersForNewHome } from '../../client/src/commands/newHome.ts';

const nowhere = { home: '/root', state: 'no-metro' } as const;

for (const [what, folders, homeIsSet, wanted] of [
	['an open folder becomes the Metro home', ['/srv/farm'], false, ['/srv/farm']],
	['of several open folders one is to be chosen', ['/srv/a', '/srv/b'], false, ['/srv/a', '/srv/b']],
	["without an open folder it is the user's home", [], false, ['/root']],
	['a setting that names the home counts for more', ['/srv/farm'], true, ['/root']],
	["the user's home, where that is open", ['/srv/farm', '/root'], false, ['/root']],
] as const) {
	test(`a new set-up: ${what}`, () => {
		assert.deepEqual(foldersForNewHome(nowhere, folders, homeIsSet), wanted);
	});
}

test('a home with .metro and no .buildbot gets its .buildbot, whatever else is open', () => {
	const begun = { home: '/root', state: 'no-buildbot' } as const;
	assert.deepEqual(foldersForNewHome(begun, ['/srv/farm'], false), ['/root']);
});
