/**
 * `npm run update`: records again the texts that tests compare whole. `npm run update -- FILE…` runs only these test files.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawned } from './testSteps.ts';

const root = join(import.meta.dirname, '..');
const recorders = globSync('test/**/*.test.ts', { cwd: root })
	.filter((file) => readFileSync(join(root, file), 'utf8').includes("/wholeText.ts'"))
	.sort();
const wanted = process.argv.slice(2);
const others = wanted.filter((file) => !recorders.includes(file));
if (others.length > 0) {
	console.error(`${others.join(', ')}: not a test that records texts; there are:\n${recorders.join('\n')}`);
	process.exitCode = 2;
} else {
	const files = wanted.length > 0 ? wanted : recorders;
	const reporter = ['--test-reporter=dot', '--test-reporter-destination=stdout'];
	const { status } = await spawned(process.execPath, [
		'--test',
		'--test-update-snapshots',
		...reporter,
		...files,
	]);
	process.exitCode = status;
}
