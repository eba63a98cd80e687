/** Files with impossible times: when they were written is unknown, and nothing else is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { various } from '../cli/commands/variousSample.ts';
import { now } from '../support/sampleCall.ts';
import { layOut } from '../support/sampleRepository.ts';
import { buildrepo } from '../support/testHost.ts';

for (const moment of [1e18, -1e18, 8.64e15]) {
	test(`the health of a repository whose files are of ${moment}`, async () => {
		const lock = { 'remote/.control/.multi_progress': 'far:5', '/mirror/index.xml': '<subarches/>' };
		const files = layOut({ ...various, files: { ...various.files, ...lock } });
		for (const path of files.dump('/mirror').keys())
			files.setModified(path.startsWith('/') ? path : `/mirror/${path}`, moment);
		for (const line of ['health --json', 'health', 'metrics']) {
			const { status, stdout } = await buildrepo(line.split(' '), { files, now, alive: [77] });
			assert.ok(status < 2, line);
			assert.doesNotMatch(stdout, /NaN|Invalid|\+275760/);
		}
		const { stdout } = await buildrepo(['health', '--json'], { files, now, alive: [77] });
		assert.equal(JSON.parse(stdout).index.written_at, undefined);
	});
}
