/** Builds the bundles and packs them into dist/metro-VERSION.vsix, what users install. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './build.ts';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

await buildAll();
await createVSIX({
	cwd: root,
	packagePath: join(root, 'dist', `metro-${version}.vsix`),
	// The bundles hold what they need of node_modules.
	dependencies: false,
	// The package is made from a clone that may have no address of its own.
	allowMissingRepository: true,
	rewriteRelativeLinks: false,
});
