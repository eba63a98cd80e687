/** Makes the stand-in for Metro one plain program that any Node since version 20 runs. */
import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/**
 * Writes the program to `path`, executable, and a package.json beside it: a file without an extension is read as the nearest
 * package.json says, and one further up may say that it is an ES module.
 */
export async function bundleStandIn(path: string): Promise<void> {
	await build({
		entryPoints: [join(import.meta.dirname, 'main.ts')],
		outfile: path,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: 'utf8',
		logLevel: 'warning',
		banner: {
			js: [
				'#!/usr/bin/env node',
				'// A stand-in for Metro, for the sample Metro home only: it builds nothing, and writes what Metro would write.',
			].join('\n'),
		},
	});
	chmodSync(path, 0o755);
	writeFileSync(join(dirname(path), 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
}
