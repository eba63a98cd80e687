/**
 * `npm run check`, to run before each commit: format, lint, types, dead exports and unit tests. It needs only the npm packages.
 * Tests that need a missing program say so and are skipped; `npm test` runs them all.
 */
import { buildAll } from './build.ts';
import { command, oneCheck, runSteps } from './testSteps.ts';
import { unitTests } from './unitTests.ts';

await runSteps(
	[
		{ name: 'format-and-lint', run: () => command('biome', ['check', '--error-on-warnings', '.']) },
		{ name: 'types', run: () => command('tsc', ['--noEmit']) },
		{ name: 'types of the page', run: () => command('tsc', ['--noEmit', '-p', 'client/health']) },
		{ name: 'dead-exports', run: () => command('knip', ['--no-progress']) },
		{ name: 'build', run: () => oneCheck(buildAll) },
		{ name: 'unit', run: () => unitTests(false) },
	],
	process.argv.slice(2),
);
