/** Builds the bundles and packs them into dist/metro-VERSION.vsix for users to install. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { buildAll } from './build.ts';
import { packagedReadme } from './packagedReadme.ts';

const root = join(import.meta.dirname, '..');
const stage = join(root, 'dist', 'package');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

await buildAll();
rmSync(stage, { recursive: true, force: true });
// The bundles contain what they need of node_modules.
const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
for (const file of [...files, '.vscodeignore']) {
	cpSync(join(root, file), join(stage, file));
}
const readme = readFileSync(join(root, 'README.md'), 'utf8');
writeFileSync(
	join(stage, 'README.md'),
	packagedReadme(readme, (path) => readFileSync(join(root, path))),
);
await createVSIX({
	cwd: stage,
	packagePath: join(root, 'dist', `metro-${version}.vsix`),
	dependencies: false,
	rewriteRelativeLinks: false,
});
rmSync(stage, { recursive: true });
