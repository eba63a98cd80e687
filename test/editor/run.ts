/**
 * Runs the in-editor tests: the suites inside the extension host, those of the oldest VS Code, and the tests that look at
 * the page as a user does, two windows side by side where the machine has room for them. Prints a line
 * `tally PASSED FAILED` for each part. `node test/editor/run.ts NAME …` runs only the named groups; `NAME:SUITE` only one
 * suite (or page test) of a group.
 */
import { availableParallelism, freemem } from 'node:os';
import {
	type CodeServerRelease,
	currentRelease,
	installCodeServer,
	oldestRelease,
} from '../../scripts/vscode/codeServerInstall.ts';
import { exitOnSignals } from '../../scripts/vscode/processes.ts';
import { type EditorTests, prepareEditorTests } from './prepare.ts';
import { pageTests, runPage } from './runPages.ts';
import { runSuites, type Tally } from './runSuites.ts';

/** The parts with an editor of their own, which can run beside others. */
interface Part {
	readonly name: string;
	readonly release: CodeServerRelease;
	run(tests: EditorTests): Promise<Tally>;
}

interface Group {
	readonly name: string;
	/** `only` are names of suites or page tests; undefined: all. */
	parts(only: readonly string[] | undefined): readonly Part[];
}

const groups: readonly Group[] = [
	{ name: 'suites', parts: (only) => [suitesOn(currentRelease, 'suites', only)] },
	{ name: 'pages', parts: (only) => pageTests(only).map((page) => pageOn(currentRelease, 'pages', page)) },
	{
		name: 'oldest',
		parts: () => [
			suitesOn(oldestRelease, 'oldest', ['activation']),
			...pageTests(['tree']).map((page) => pageOn(oldestRelease, 'oldest', page)),
		],
	},
];

function suitesOn(release: CodeServerRelease, name: string, suites: readonly string[] | undefined): Part {
	return { name, release, run: (tests) => runSuites({ name, release, suites }, tests) };
}

function pageOn(release: CodeServerRelease, group: string, page: string): Part {
	return { name: `${group}:${page}`, release, run: (tests) => runPage(release, tests, page) };
}

/** The parts that the arguments name; all without any. Ends the process at a name that nothing has. */
function wantedParts(words: readonly string[]): readonly Part[] {
	const wanted = new Map<string, string[]>();
	for (const word of words) {
		const [group = '', part] = word.split(':');
		if (!groups.some(({ name }) => name === group)) {
			console.error(`no group '${group}'; there are: ${groups.map(({ name }) => name).join(', ')}`);
			process.exit(2);
		}
		wanted.set(group, [...(wanted.get(group) ?? []), ...(part === undefined ? [] : [part])]);
	}
	return groups.flatMap(({ name, parts }) => {
		const only = wanted.get(name);
		if (wanted.size > 0 && only === undefined) return [];
		return parts(only?.length === 0 ? undefined : only);
	});
}

async function runPart({ name, run }: Part, tests: EditorTests): Promise<void> {
	const began = performance.now();
	const { passed, failed } = await run(tests);
	console.log(`--- ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
	console.log(`tally ${passed} ${failed}`);
	if (failed > 0 || passed === 0) process.exitCode = 1;
}

/** A window with its server and its browser takes up to two gigabytes, and waits about half of the time. */
function windowsAtOnce(): number {
	return availableParallelism() > 1 && freemem() > 4e9 ? 2 : 1;
}

exitOnSignals();
const parts = wantedParts(process.argv.slice(2));
const tests = await prepareEditorTests();
// Not by two parts at once.
for (const release of new Set(parts.map((part) => part.release))) await installCodeServer(release);
const waiting = [...parts];
const workers = Array.from({ length: windowsAtOnce() }, async () => {
	for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await runPart(next, tests);
});
await Promise.all(workers);
