/** What a set-up knows of the names that its `.buildbot` may contain. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextOfSetup } from '../../server/src/setup/buildbot/buildbotContext.ts';
import { noInstallation } from '../../server/src/setup/installation/installation.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { scannedContext } from '../support/scannedContext.ts';

const listed = {
	builds: ['one', 'two'],
	arches: ['x86'],
	subarches: ['used', 'installed', 'empty', 'absent'],
};
const installation = {
	...noInstallation,
	subarches: [{ name: 'installed', arch: 'x86', cflags: '-O2' }],
	names: {
		...noInstallation.names,
		builds: ['shipped'],
		targets: ['stage1', 'stage3', 'openvz', 'snapshot'],
	},
};

function mirror(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/mirror/one/x86/used/2015-02-01/log', '');
	files.put('/mirror/two/x86/installed/2015-02-01/log', '');
	files.putDirectory('/mirror/two/x86/empty');
	return files;
}

test('subarches come from the installation first, then from the repository; those with builds are in use', async () => {
	const { subarches } = await scannedContext(mirror(), listed, installation);
	assert.deepEqual(subarches, [
		{ name: 'installed', arch: 'x86', cflags: '-O2', source: 'installation', inUse: true },
		{ name: 'used', arch: 'x86', source: 'repository', inUse: true },
		{ name: 'empty', arch: 'x86', source: 'repository', inUse: false },
	]);
});

test('builds and arches of both are known', async () => {
	const { builds, arches } = await scannedContext(mirror(), listed, installation);
	assert.deepEqual([...new Set(builds)].toSorted(), ['one', 'shipped', 'two']);
	assert.deepEqual([...new Set(arches)], ['x86']);
});

test('what can be built without being a stage or a snapshot is an extra', async () => {
	const { targets, extras } = await scannedContext(mirror(), listed, installation);
	assert.deepEqual(targets, ['stage1', 'stage3', 'openvz', 'snapshot']);
	assert.deepEqual(extras, ['openvz']);
});

test('a named subarch without a directory is reported, with the builds that lack it', async () => {
	const { withoutDirectory } = await scannedContext(mirror(), listed);
	assert.deepEqual(
		[...(withoutDirectory ?? [])].map(([name, { builds, isEverywhere }]) => [
			name,
			builds.join(),
			isEverywhere,
		]),
		[
			['installed', 'one', false],
			['empty', 'one', false],
			['absent', 'one,two', true],
			['used', 'two', false],
		],
	);
});

test('without a scan, nothing is said about directories and nothing is in use', () => {
	const context = contextOfSetup(installation, undefined, undefined, undefined);
	assert.equal(context.withoutDirectory, undefined);
	assert.equal(context.ownFile, undefined);
	assert.deepEqual(
		context.subarches.map(({ name, inUse }) => [name, inUse]),
		[['installed', false]],
	);
});
