/** Finding which of the shown rows have changed gives way to other work, however many are shown. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { createKnownFailures } from '../../server/src/features/repository/failures.ts';
import { createSetupChanges } from '../../server/src/lsp/changes/setupChanges.ts';
import type { SetupChanged } from '../../server/src/protocol/index.ts';
import type { LiveSetup } from '../../server/src/workspace/liveSetup.ts';
import { liveSetupIn } from '../support/liveSetup.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

const clock = { now: () => Date.parse('2015-02-20T12:00:00Z'), zoneOffset: () => 0 };
const arches = Array.from({ length: 30 }, (_, at) => `arch${at}`);

function mirror(): MemoryFileSystem {
	const disk = createMemoryFileSystem();
	disk.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	const list = arches.map((name) => `"${name}"`).join(', ');
	disk.put('/home/.buildbot', `builds = ("b",)\narches = (${list})\nsubarches = ("s",)\n`);
	for (const arch of arches) disk.put(`/mirror/b/${arch}/s/2015-02-18/stage3-x.tar.xz`, 'x');
	return disk;
}

/** The set-up of a mirror, read once. */
async function read(t: TestContext, disk: MemoryFileSystem): Promise<LiveSetup> {
	const setup = liveSetupIn(t, disk, { now: clock.now() });
	await setup.firstSnapshot;
	return setup;
}

test('a pause for each group of rows, where each of them takes a turn', async (t) => {
	const disk = mirror();
	const setup = await read(t, disk);
	let pauses = 0;
	const turns = { isOver: () => true, pause: async () => void pauses++ };
	const told = Promise.withResolvers<SetupChanged>();
	const world = { clock, files: disk, failures: createKnownFailures(disk), turns };
	const changes = createSetupChanges(world, { error: assert.fail, info: () => {} }, told.resolve);
	for (const parent of [undefined, 'b', ...arches.map((arch) => `b/${arch}`)])
		await changes.rows(setup, { parent, arrangement: undefined, limit: undefined }, neverAborted);
	const subarches = setup.snapshot()?.repository?.subarches ?? [];
	assert.equal(subarches.length, arches.length);
	changes.tell(setup, { kind: 'subarches', subarches });
	assert.deepEqual((await told.promise).rows, []);
	assert.ok(pauses >= arches.length, `${pauses} pauses`);
});
