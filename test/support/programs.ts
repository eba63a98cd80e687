/** The bundled programs, as they are packaged: they start several times as fast as their sources. */
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export const buildrepoProgram = bundleIn(root, 'buildrepo.cjs');
export const serverProgram = bundleIn(root, 'server.cjs');

/** The path of a bundle in `dist/`. Throws if it was not built, or if a source has changed since: it would test old code. */
export function bundleIn(folder: string, name: string): string {
	const path = join(folder, 'dist', name);
	const built = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
	if (built === undefined) throw new Error(`${path} is missing: run "npm run build"`);
	const newer = globSync(['server/src/**/*.ts', 'package.json'], { cwd: folder }).find(
		(source) => (statSync(join(folder, source), { throwIfNoEntry: false })?.mtimeMs ?? 0) > built,
	);
	if (newer !== undefined) throw new Error(`${path} is older than ${newer}: run "npm run build"`);
	return path;
}
