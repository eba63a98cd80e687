/** Bundles the stand-in for Metro into one program that runs on any Node since version 20. */
import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/**
 * Writes the program to `path`, executable, with a package.json beside it. Node reads a file without an extension by the nearest
 * package.json, and one further up may declare an ES module.
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
