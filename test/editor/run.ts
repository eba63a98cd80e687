/**
 * Runs the in-editor tests: the suites inside the extension host, those of the oldest VS Code, and the tests that look at
 * the page as a user does. Prints a line `tally PASSED FAILED` for each group. `node test/editor/run.ts NAME …` runs only
 * the named groups; `NAME:SUITE` only one suite (or page test) of a group.
 */
import { currentRelease, oldestRelease } from '../../scripts/vscode/codeServerInstall.ts';
import { exitOnSignals } from '../../scripts/vscode/processes.ts';
import { type EditorTests, prepareEditorTests } from './prepare.ts';
import { runPages } from './runPages.ts';
import { runSuites, type Tally } from './runSuites.ts';

interface Group {
	readonly name: string;
	/** `only` are names of suites or page tests; undefined: all. */
	run(tests: EditorTests, only: readonly string[] | undefined): Promise<Tally>;
}

const groups: readonly Group[] = [
	{
		name: 'suites',
		run: (tests, only) => runSuites({ name: 'suites', release: currentRelease, suites: only }, tests),
	},
	{ name: 'pages', run: (tests, only) => runPages(currentRelease, tests, only) },
	{
		name: 'oldest',
		run: async (tests) =>
			sum(
				await runSuites({ name: 'oldest', release: oldestRelease, suites: ['activation'] }, tests),
				await runPages(oldestRelease, tests, ['tree']),
			),
	},
];

function sum(one: Tally, other: Tally): Tally {
	return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

exitOnSignals();
const wanted = new Map<string, string[]>();
for (const word of process.argv.slice(2)) {
	const [group = '', part] = word.split(':');
	if (!groups.some(({ name }) => name === group)) {
		console.error(`no group '${group}'; there are: ${groups.map(({ name }) => name).join(', ')}`);
		process.exit(2);
	}
	wanted.set(group, [...(wanted.get(group) ?? []), ...(part === undefined ? [] : [part])]);
}

const tests = await prepareEditorTests();
for (const group of groups) {
	const parts = wanted.get(group.name);
	if (wanted.size > 0 && parts === undefined) continue;
	const began = performance.now();
	console.log(`\n--- ${group.name}`);
	const { passed, failed } = await group.run(tests, parts?.length === 0 ? undefined : parts);
	console.log(`--- ${group.name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
	console.log(`tally ${passed} ${failed}`);
	if (failed > 0 || passed === 0) process.exitCode = 1;
}
