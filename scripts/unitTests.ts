/**
 * The unit tests: the files of one folder of `test/` in one process, so that the sources are loaded and compiled once for them, and
 * as many folders at once as there are processors.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { failuresIn, root, spawned, type Tally } from './testSteps.ts';

/** Folders that take long begin first, so that no processor waits for one of them in the end. */
const slowest = ['safety', 'lsp', 'cli'];

/** Where Node keeps compiled code, for the next process and the next run. */
const compiled = join(root, 'node_modules', '.cache', 'node-compile-cache');

/**
 * Runs all unit tests. Prints a line for each folder that has ended, and each failure in full.
 * @param skipsFail a test that cannot run here is a failure, too; otherwise its reason is printed
 */
export async function unitTests(skipsFail: boolean): Promise<Tally> {
	const waiting = [...testFolders()];
	let passed = 0;
	let failed = 0;
	const failures: string[] = [];
	const workers = Array.from({ length: availableParallelism() }, async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			const tally = await testsOf(next, skipsFail);
			passed += tally.passed;
			failed += tally.failed;
			failures.push(...(tally.failures ?? []));
		}
	});
	await Promise.all(workers);
	return { passed, failed, failures };
}

interface TestFolder {
	readonly name: string;
	readonly files: readonly string[];
}

function testFolders(): readonly TestFolder[] {
	const folders = new Map<string, string[]>(slowest.map((name) => [name, []]));
	for (const file of globSync('test/**/*.test.ts', { cwd: root }).sort()) {
		const [, name = '', inside] = file.split(/[\\/]/);
		const folder = inside === undefined ? 'test' : name;
		const files = folders.get(folder) ?? [];
		files.push(file);
		folders.set(folder, files);
	}
	return [...folders].map(([name, files]) => ({ name, files }));
}

/** A folder without a single test that ran is a failure. */
async function testsOf({ name, files }: TestFolder, skipsFail: boolean): Promise<Tally> {
	const began = performance.now();
	const { status, output } = await spawned(
		process.execPath,
		['--test', '--test-isolation=none', '--test-reporter=./scripts/tallyReporter.ts', ...files],
		{ NODE_COMPILE_CACHE: compiled, ...(!skipsFail && { METRO_TESTS_MAY_SKIP: '1' }) },
		'quietly',
	);
	const totals = /^tally (\d+) (\d+)$/m.exec(output);
	const passed = Number(totals?.[1] ?? 0);
	const failed = Number(totals?.[2] ?? 0);
	const broke = totals === null || passed + failed === 0 || (status !== 0 && failed === 0);
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	console.log(`--- ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
	const said = output.replace(/^tally .*\n/m, '').trim();
	if (said !== '') console.log(said);
	if (broke) console.log(`the tests of ${name} ended with status ${status}`);
	return { passed, failed: failed + (broke ? 1 : 0), failures: failuresIn(output) };
}
