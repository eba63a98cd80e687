/** Runs suites inside the extension host of one VS Code, on a sample home made for the occasion. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests, runVSCodeCommand } from '@vscode/test-electron';
import { makeSampleHome } from '../../scripts/sample/makeSampleHome.ts';
import { installExtension, type Profile } from '../../scripts/vscode/codeServer.ts';
import { type CodeServerRelease, installCodeServer } from '../../scripts/vscode/codeServerInstall.ts';
import { keepLogs } from '../../scripts/vscode/keepLogs.ts';
import { quietSettings, writeSettings } from '../../scripts/vscode/settings.ts';
import { readReports, reportVariable, type SuiteReport } from '../../scripts/vscode/suiteReport.ts';
import { type EditorTests, outDir, root } from './prepare.ts';
import { suitesVariable } from './support/suitesVariable.ts';

export interface Tally {
	readonly passed: number;
	readonly failed: number;
}

export interface Scenario {
	readonly name: string;
	readonly release: CodeServerRelease;
	/** Names of the suites; undefined: all. */
	readonly suites: readonly string[] | undefined;
}

/** Only Linux has code-server; elsewhere `@vscode/test-electron` downloads and starts the desktop VS Code. */
const onDesktop = process.platform !== 'linux';

/** Counts the tests of a scenario; if one failed, logs and a screenshot are kept in out/editor/NAME. */
export async function runSuites(scenario: Scenario, tests: EditorTests): Promise<Tally> {
	const place = await mkdtemp(join(tmpdir(), 'metro-editor-'));
	const profile = { userDataDir: join(place, 'user'), extensionsDir: join(place, 'extensions') };
	const report = join(place, 'report.jsonl');
	try {
		writeSettings(profile, quietSettings);
		const sample = await makeSampleHome(join(place, 'home'), {
			now: new Date(),
			runner: process.pid,
			seconds: 3,
		});
		await install(scenario, profile, tests.vsix);
		await run(scenario, profile, tests, sample.home, {
			// A Metro home of the person who runs the tests must not be found.
			HOME: place,
			[reportVariable]: report,
			[suitesVariable]: suitesOf(scenario, tests).join('\n'),
		});
		const tally = tallyOf(readReports(report));
		if (tally.failed > 0) {
			const kept = join(outDir, scenario.name);
			await keepLogs(profile, kept);
			console.error(`Logs of ${scenario.name} are in ${kept}`);
		}
		return tally;
	} finally {
		await rm(place, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** A suite that crashed or vanished counts as one more failure, because it is unknown which of its tests did not run. */
function tallyOf(reports: readonly SuiteReport[]): Tally {
	const tests = reports.filter((report) => report.kind === 'test');
	const failed = tests.filter((test) => !test.passed).length;
	const end = reports.find((report) => report.kind === 'end');
	const broke = end === undefined || (end.error !== undefined && failed === 0);
	return { passed: tests.length - failed, failed: failed + (broke ? 1 : 0) };
}

function suitesOf({ suites }: Scenario, tests: EditorTests): string[] {
	const names = suites ?? [...tests.suites.keys()];
	return names.map((name) => {
		const file = tests.suites.get(name);
		if (file === undefined) throw new Error(`there is no test/editor/suite/${name}.suite.ts`);
		return file;
	});
}

async function install({ release }: Scenario, profile: Profile, vsix: string): Promise<void> {
	if (!onDesktop) return installExtension(await installCodeServer(release), profile, vsix);
	const args = [`--user-data-dir=${profile.userDataDir}`, `--extensions-dir=${profile.extensionsDir}`];
	await runVSCodeCommand([...args, '--install-extension', vsix], { version: release.vscode });
}

async function run(
	{ release }: Scenario,
	profile: Profile,
	tests: EditorTests,
	home: string,
	env: Record<string, string>,
): Promise<void> {
	const common = {
		extensionDevelopmentPath: tests.driver,
		extensionTestsPath: tests.runner,
		extensionTestsEnv: env,
	};
	const args = [home, `--user-data-dir=${profile.userDataDir}`, `--extensions-dir=${profile.extensionsDir}`];
	const launcher = join(root, 'scripts', 'vscode', 'launcher.ts');
	try {
		await runTests(
			onDesktop
				? { ...common, version: release.vscode, launchArgs: args }
				: {
						...common,
						// The "executable" is this Node; its first argument is the program that replaces VS Code.
						vscodeExecutablePath: process.execPath,
						launchArgs: [launcher, ...args, `--code-server=${release.version}`],
					},
		);
	} catch {
		// It rejects when a test failed; what failed is in the report.
	}
}
