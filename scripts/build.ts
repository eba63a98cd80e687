/**
 * `npm run build`: bundles the three programs, and the worker thread of one, into dist/. `npm run watch` repeats that after every
 * change, with source maps for a debugger.
 */
import { chmod, mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, context, type Plugin } from 'esbuild';
import { serverNodeOptions } from '../server/src/protocol/index.ts';

const root = join(import.meta.dirname, '..');

const common: BuildOptions = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	// Names stay: stack traces remain readable, and V8 needs less memory to parse them than to restore them (`keepNames`).
	minifyWhitespace: true,
	minifySyntax: true,
	sourcemap: false,
	legalComments: 'none',
	logLevel: 'warning',
	absWorkingDir: root,
	// vscode-languageserver's "main" is UMD, which hides its imports from the bundler; its "module" build does not.
	mainFields: ['module', 'main'],
	// A module finds files beside itself; in a bundle, beside the bundle.
	define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
};

/** Both can be started by name, through links from a directory on PATH. */
const programs: ReadonlySet<string> = new Set(['dist/server.cjs', 'dist/buildrepo.cjs']);

/** The script of a page, which runs in a browser. */
function page(entryPoint: string, outfile: string): BuildOptions {
	return {
		entryPoints: [entryPoint],
		outfile,
		platform: 'browser',
		format: 'iife',
		target: 'es2022',
		minifyIdentifiers: true,
		// What packages have for browsers in place of Node's modules.
		mainFields: ['browser', 'module', 'main'],
	};
}

function style(entryPoint: string, outfile: string): BuildOptions {
	return { entryPoints: [entryPoint], outfile, loader: { '.ttf': 'file' }, assetNames: '[name]' };
}

const bundles: readonly BuildOptions[] = [
	{
		entryPoints: ['client/src/extension.ts'],
		outfile: 'dist/extension.cjs',
		external: ['vscode'],
	},
	{
		entryPoints: ['server/src/lsp/main.ts'],
		outfile: 'dist/server.cjs',
		banner: { js: `#!/usr/bin/env -S node ${serverNodeOptions.join(' ')}` },
	},
	{
		entryPoints: ['server/src/cli/main.ts'],
		outfile: 'dist/buildrepo.cjs',
		banner: { js: '#!/usr/bin/env node' },
	},
	{
		entryPoints: ['server/src/node/hashThread.ts'],
		outfile: 'dist/hashThread.cjs',
	},
	{
		entryPoints: ['server/src/node/mcpServer.ts'],
		outfile: 'dist/mcpServer.cjs',
	},
	page('client/health/page.ts', 'dist/health.js'),
	style('client/health/health.css', 'dist/health.css'),
	page('client/health/tables/cleanPage.ts', 'dist/clean.js'),
	page('client/health/tables/indexPage.ts', 'dist/index.js'),
	style('client/health/tables/tables.css', 'dist/tables.css'),
];

/** Builds everything into `dist/`; rejects if a bundle fails. */
export async function buildAll(): Promise<void> {
	await mkdir(join(root, 'dist'), { recursive: true });
	await Promise.all(
		bundles.map(async (bundle) => {
			await build({ ...common, ...bundle });
			await finish(bundle);
		}),
	);
}

/** Builds everything, and again after each change of a source, until the process is ended. */
async function watchAll(): Promise<void> {
	await mkdir(join(root, 'dist'), { recursive: true });
	let underWay = 0;
	for (const bundle of bundles) {
		// The task "watch" in .vscode/tasks.json waits for these words.
		const tell: Plugin = {
			name: 'tell',
			setup({ onStart, onEnd }) {
				onStart(() => {
					if (underWay++ === 0) console.log('[watch] build started');
				});
				onEnd(async () => {
					await finish(bundle);
					if (--underWay === 0) console.log('[watch] build finished');
				});
			},
		};
		const watched = await context({
			...common,
			...bundle,
			minifyWhitespace: false,
			minifySyntax: false,
			sourcemap: 'linked',
			plugins: [tell],
		});
		await watched.watch();
	}
}

/** Makes a program runnable, and a bundle that did not change as new as the build: tests refuse an old one. */
async function finish({ outfile = '' }: BuildOptions): Promise<void> {
	const path = join(root, outfile);
	if (programs.has(outfile)) await chmod(path, 0o755);
	const now = new Date();
	await utimes(path, now, now);
}

if (import.meta.main) await (process.argv.includes('--watch') ? watchAll() : buildAll());
