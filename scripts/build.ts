/** Bundles the three programs (and what the extension ships beside them) into dist/. */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { serverNodeOptions } from '../server/src/protocol.ts';

const root = join(import.meta.dirname, '..');

const common: BuildOptions = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	// Names stay: stack traces can be read, and V8 needs less memory to parse them than to put them back (`keepNames`).
	minifyWhitespace: true,
	minifySyntax: true,
	sourcemap: false,
	legalComments: 'none',
	logLevel: 'warning',
	absWorkingDir: root,
	// vscode-languageserver's "main" is UMD, which hides its imports from the bundler; its "module" build does not.
	mainFields: ['module', 'main'],
};

/** Builds everything into `dist/`; rejects if a bundle fails. */
export async function buildAll(): Promise<void> {
	const dist = join(root, 'dist');
	await mkdir(dist, { recursive: true });
	await Promise.all([
		build({
			...common,
			entryPoints: ['client/src/extension.ts'],
			outfile: 'dist/extension.cjs',
			external: ['vscode'],
		}),
		build({
			...common,
			entryPoints: ['server/src/lsp/main.ts'],
			outfile: 'dist/server.cjs',
			banner: { js: `#!/usr/bin/env -S node ${serverNodeOptions.join(' ')}` },
		}),
		build({
			...common,
			entryPoints: ['server/src/cli/main.ts'],
			outfile: 'dist/buildrepo.cjs',
			banner: { js: '#!/usr/bin/env node' },
		}),
	]);
	// Both can be started by their names, through links from a directory on PATH.
	for (const program of ['server.cjs', 'buildrepo.cjs']) await chmod(join(dist, program), 0o755);
}

if (import.meta.main) await buildAll();
