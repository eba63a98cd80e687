/** Runs the tests that look at VS Code's page with a browser, as a user does. */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CodeServerRelease } from '../../scripts/vscode/codeServerInstall.ts';
import { type EditorTests, root } from './prepare.ts';
import type { Tally } from './runSuites.ts';
import { releaseVariable, vsixVariable } from './support/pageVariables.ts';

/** Counts the tests in test/editor/pages, or in those of its files that are named. */
export async function runPages(
	release: CodeServerRelease,
	tests: EditorTests,
	only: readonly string[] | undefined,
): Promise<Tally> {
	const files = globSync(join(import.meta.dirname, 'pages', '*.page.ts'))
		.filter((file) => only === undefined || only.includes(basename(file, '.page.ts')))
		.sort();
	if (files.length === 0) throw new Error('there is no such page test');
	const output = await runNodeTests(files, {
		[vsixVariable]: tests.vsix,
		[releaseVariable]: release.version,
	});
	const totals = /^tally (\d+) (\d+)$/m.exec(output);
	if (totals === null) throw new Error(`the page tests ended without totals:\n${output}`);
	return { passed: Number(totals[1]), failed: Number(totals[2]) };
}

function runNodeTests(files: readonly string[], env: Record<string, string>): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(
			process.execPath,
			[
				'--test',
				// Two workbenches at a time are slower than one after the other.
				'--test-concurrency=1',
				'--test-reporter=spec',
				'--test-reporter-destination=stdout',
				'--test-reporter=./scripts/tallyReporter.ts',
				'--test-reporter-destination=stderr',
				...files,
			],
			{ cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'pipe'] },
		);
		let output = '';
		child.stderr.on('data', (chunk: Buffer) => {
			output += chunk.toString();
		});
		child.on('error', reject);
		child.on('close', () => resolve(output));
	});
}
