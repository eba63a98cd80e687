/** Runs the suites inside the extension host and reports each test through the file that the launcher reads. */
import { appendFileSync } from 'node:fs';
import type { Runnable } from 'mocha';
import { reportVariable, type SuiteReport } from '../../../scripts/vscode/suiteReport.ts';
import { suitesVariable } from './suitesVariable.ts';

/** VS Code calls this in the extension host; it rejects if a test failed, which is what the desktop's exit status is. */
export async function run(): Promise<void> {
	try {
		const failures = await runSuites();
		if (failures > 0) throw new Error(`${failures} tests failed`);
	} catch (error) {
		tell({ kind: 'end', ...(error instanceof Error ? { error: error.stack ?? error.message } : {}) });
		throw error;
	}
	tell({ kind: 'end' });
}

/** Gives the number of tests that failed. */
async function runSuites(): Promise<number> {
	// Imported here because the oldest VS Code's Node gives a required module's default in another shape.
	const { default: Mocha } = await import('mocha');
	const mocha = new Mocha({ ui: 'bdd', timeout: 300_000, reporter: 'min' });
	for (const file of (process.env[suitesVariable] ?? '').split('\n')) mocha.addFile(file);
	return new Promise((resolve) => {
		const runner = mocha.run(resolve);
		runner.on('pass', (test) => report(test, undefined));
		runner.on('fail', (test, error) => report(test, error.stack ?? String(error)));
		runner.on('pending', (test) => report(test, 'skipped: a test that does not run is a failure'));
	});
}

function report(test: Runnable, error: string | undefined): void {
	tell({
		kind: 'test',
		title: test.fullTitle(),
		passed: error === undefined,
		milliseconds: test.duration ?? 0,
		...(error === undefined ? {} : { error }),
	});
}

function tell(line: SuiteReport): void {
	const file = process.env[reportVariable];
	if (file === undefined) throw new Error(`${reportVariable} does not name a file`);
	appendFileSync(file, `${JSON.stringify(line)}\n`);
}
