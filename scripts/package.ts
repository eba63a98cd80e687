/** Builds the bundles and packs them into dist/metro-VERSION.vsix for users to install. */
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './build.ts';
import { packagedReadme } from './packagedReadme.ts';

const root = join(import.meta.dirname, '..');
const stage = join(root, 'dist', 'package');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

await buildAll();
rmSync(stage, { recursive: true, force: true });
// .vscodeignore names what goes in. vsce would compare each file of the project, with all that is installed for tests, with each line.
const allowed = readFileSync(join(root, '.vscodeignore'), 'utf8')
	.split('\n')
	.filter((line) => line.startsWith('!'))
	.map((line) => line.slice(1));
for (const file of ['.vscodeignore', ...globSync(allowed, { cwd: root })]) {
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
