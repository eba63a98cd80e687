/** Runs the tests that look at VS Code's page with a browser, as a user does. */
import { spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CodeServerRelease } from '../../scripts/vscode/codeServerInstall.ts';
import { type EditorTests, root } from './prepare.ts';
import type { Tally } from './runSuites.ts';
import { releaseVariable, vsixVariable } from './support/pageVariables.ts';

const folder = join(import.meta.dirname, 'pages');
const ending = '.page.ts';

/** The names of the files in test/editor/pages, or of those among `only`. Throws if one is not there. */
export function pageTests(only: readonly string[] | undefined): readonly string[] {
	const missing = only?.find((name) => !existsSync(join(folder, `${name}${ending}`)));
	if (missing !== undefined) throw new Error(`there is no test/editor/pages/${missing}${ending}`);
	return (
		only ??
		globSync(`*${ending}`, { cwd: folder })
			.map((file) => basename(file, ending))
			.sort()
	);
}

/** Counts the tests of one file. Shows their output after they end, because others may run beside them. */
export async function runPage(release: CodeServerRelease, tests: EditorTests, name: string): Promise<Tally> {
	const { shown, failures } = await runNodeTest(join(folder, `${name}${ending}`), {
		[vsixVariable]: tests.vsix,
		[releaseVariable]: release.version,
	});
	const counts = /^tally (\d+) (\d+)$/m.exec(failures);
	if (counts === null) throw new Error(`the page test ${name} ended without totals:\n${failures}`);
	console.log(`\n${shown.trimEnd()}\n${failures.replace(counts[0], '').trimEnd()}`);
	return { passed: Number(counts[1]), failed: Number(counts[2]) };
}

function runNodeTest(
	file: string,
	env: Record<string, string>,
): Promise<{ readonly shown: string; readonly failures: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(
			process.execPath,
			[
				'--test',
				'--test-reporter=spec',
				'--test-reporter-destination=stdout',
				'--test-reporter=./scripts/tallyReporter.ts',
				'--test-reporter-destination=stderr',
				file,
			],
			{ cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
		);
		let shown = '';
		let failures = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			shown += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			failures += text;
		});
		child.on('error', reject);
		child.on('close', () => resolve({ shown, failures }));
	});
}
