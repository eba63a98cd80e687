/** Makes what all in-editor tests need: the package that users get, and the suites bundled for the extension host. */
import { globSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { packageExtension } from '../../scripts/vscode/packageExtension.ts';

export const root = join(import.meta.dirname, '..', '..');

/** All files that a run leaves, including logs of failures. */
export const outDir = join(root, 'out', 'editor');

export interface EditorTests {
	/** The packaged extension. */
	readonly vsix: string;
	/** An empty development extension: VS Code runs a test suite only together with one. */
	readonly driver: string;
	/** The module whose `run` VS Code calls. */
	readonly runner: string;
	/** Bundled suites by name. */
	readonly suites: ReadonlyMap<string, string>;
}

export async function prepareEditorTests(): Promise<EditorTests> {
	await rm(outDir, { recursive: true, force: true });
	const [packed, suites] = await Promise.all([packageExtension(), bundleSuites()]);
	// A copy, since `npm run build` in the meantime would take it away.
	const vsix = join(outDir, basename(packed));
	await copyFile(packed, vsix);
	const driver = join(outDir, 'driver');
	await mkdir(driver, { recursive: true });
	const manifest = {
		name: 'metro-test-driver',
		publisher: 'test',
		version: '0.0.0',
		engines: { vscode: '*' },
	};
	await writeFile(join(driver, 'package.json'), JSON.stringify(manifest));
	return { vsix, driver, ...suites };
}

async function bundleSuites(): Promise<Pick<EditorTests, 'runner' | 'suites'>> {
	const sources = globSync(join(import.meta.dirname, 'suite', '*.suite.ts')).sort();
	const outdir = join(outDir, 'suites');
	await build({
		entryPoints: [...sources, join(import.meta.dirname, 'support', 'hostRunner.ts')],
		outdir,
		entryNames: '[name]',
		outExtension: { '.js': '.cjs' },
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		// Mocha has to be the one that the suites register with, and `vscode` exists in the extension host alone.
		external: ['vscode', 'mocha'],
		logLevel: 'warning',
	});
	return {
		runner: join(outdir, 'hostRunner.cjs'),
		suites: new Map(
			sources.map((source) => {
				const name = basename(source, '.suite.ts');
				return [name, join(outdir, `${name}.suite.cjs`)];
			}),
		),
	};
}
