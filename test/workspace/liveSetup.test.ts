/** The first reading of a set-up: all waiting callers get it, even if the first attempt fails. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { LiveSetup } from '../../server/src/workspace/liveSetup.ts';
import { liveSetupIn } from '../support/liveSetup.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

/** A set-up whose first `failures` readings of `.metro` fail as only a bug does. */
function begin(t: TestContext, failures: number): { readonly setup: LiveSetup; readonly errors: string[] } {
	const disk = createMemoryFileSystem();
	disk.put('/home/.metro', '[section path]\ninstall: /metro\n');
	disk.put('/home/.buildbot', 'builds = ()\n');
	const errors: string[] = [];
	let left = failures;
	const setup = liveSetupIn(t, disk, {
		error: (message) => void errors.push(message),
		reading: (read) => async (path) => {
			if (path === '/home/.metro' && left-- > 0) throw new TypeError('a bug');
			return read(path);
		},
	});
	return { setup, errors };
}

/** Lets everything happen that has been under way when time goes on. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

test('callers that wait for a failed first reading wait for the next one', async (t) => {
	t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
	const { setup, errors } = begin(t, 2);
	let isThere = false;
	const waiting = setup.firstSnapshot.then(() => {
		isThere = true;
	});
	await settle();
	for (const failures of [1, 2]) {
		assert.equal(errors.length, failures);
		assert.equal(isThere, false);
		assert.equal(setup.snapshot(), undefined);
		t.mock.timers.tick(3000);
		t.mock.timers.tick(100);
		await settle();
	}
	await waiting;
	assert.equal(setup.snapshot()?.setup.configuration?.install, '/metro');
});

test('no caller waits for a set-up that is given up', async (t) => {
	t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
	const { setup } = begin(t, 1);
	await settle();
	setup.dispose();
	await setup.firstSnapshot;
	assert.equal(setup.snapshot(), undefined);
});
