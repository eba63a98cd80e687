/**
 * Runs everything that guards the project and ends with `N passed, N failed`. A step that cannot run is a failure with
 * its reason; nothing is skipped. `npm test -- NAME …` runs only the named steps.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { installTestPrograms } from './testPrograms.ts';
import { command, failuresIn, oneCheck, runSteps, spawned, type Tally } from './testSteps.ts';
import { unitTests } from './unitTests.ts';
import { findChromium } from './vscode/chromium.ts';
import { installCodeServer, releases } from './vscode/codeServerInstall.ts';

const root = join(import.meta.dirname, '..');

await runSteps(
	[
		{ name: 'format-and-lint', run: () => command('biome', ['check', '--error-on-warnings', '.']) },
		{ name: 'types', run: () => command('tsc', ['--noEmit']) },
		{ name: 'types of the page', run: () => command('tsc', ['--noEmit', '-p', 'client/health']) },
		{ name: 'dead-exports', run: () => command('knip', ['--no-progress']) },
		{ name: 'build', run: () => oneCheck(buildAll) },
		{ name: 'programs', fetch: fetchPrograms, run: () => oneCheck(async () => undefined) },
		{ name: 'unit', run: () => unitTests(true) },
		{ name: 'editor', fetch: fetchEditors, run: () => editorTests() },
	],
	process.argv.slice(2),
);

/** One after the other, because only one apt-get runs at a time. */
async function fetchPrograms(): Promise<void> {
	await installTestPrograms();
	await findChromium();
}

async function fetchEditors(): Promise<void> {
	for (const release of releases) await installCodeServer(release);
}

/** Runs the suites inside a real VS Code; their launcher prints the same kind of totals. */
async function editorTests(): Promise<Tally> {
	const launcher = join(root, 'test', 'editor', 'run.ts');
	if (!existsSync(launcher)) throw new Error('test/editor/run.ts is missing');
	const { status, output } = await spawned(process.execPath, [launcher]);
	const totals = [...output.matchAll(/^tally (\d+) (\d+)$/gm)];
	if (totals.length === 0) throw new Error('the in-editor tests ended without totals');
	const sum = (group: number): number => totals.reduce((so, total) => so + Number(total[group]), 0);
	const [passed, failed, failures] = [sum(1), sum(2), failuresIn(output)];
	return { passed, failed: status !== 0 && failed === 0 ? 1 : failed, failures };
}
