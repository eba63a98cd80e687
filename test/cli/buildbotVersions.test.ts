/** What `buildbot` tells Metro, by the version of the installation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

async function pretended(buildbotScript: string): Promise<string> {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\ninstall: /metro\n[section path/mirror]\n: /mirror\n');
	files.put('/home/.buildbot', 'builds = ("b",)\narches = ("a",)\nsubarches = ("s",)\n');
	files.put('/metro/metro', '');
	files.put('/metro/scripts/buildbot.sh', buildbotScript);
	files.putDirectory('/mirror/b/a/s');
	const { status, stdout } = await buildrepo(['buildbot', '--pretend'], { files, cwd: '/home' });
	assert.equal(status, 0);
	return stdout;
}

test('an installation whose own script passes the arch gets it', async () => {
	assert.match(
		await pretended('metro target/arch_desc: x\n'),
		/target\/build: b target\/arch_desc: a target\/subarch: s/,
	);
});

test('an installation of March 2015, whose subarch files define the arch, is not given it', async () => {
	assert.match(await pretended('metro target/build: x\n'), /target\/build: b target\/subarch: s/);
});
