/**
 * Publish and maintain that are killed at random moments: `npm run stress -- publications --seed 1 --kills 100`. The test with its checks is
 * in test/cli/publish.test.ts.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
	options: { seed: { type: 'string', default: '1' }, kills: { type: 'string', default: '100' } },
});
const file = join(import.meta.dirname, '../cli/publish.test.ts');
const { status } = spawnSync(
	process.execPath,
	['--test', '--test-name-pattern', 'killed at any moment', file],
	{
		env: { ...process.env, PUBLISH_SEED: values.seed, PUBLISH_KILLS: values.kills },
		stdio: 'inherit',
	},
);
process.exitCode = status ?? 1;
