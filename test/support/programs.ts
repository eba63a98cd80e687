/** The bundled programs, as they are packaged: they start several times as fast as their sources. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const buildrepoProgram = bundle('buildrepo.cjs');
export const serverProgram = bundle('server.cjs');

/** Throws if it was not built. */
function bundle(name: string): string {
	const path = join(import.meta.dirname, '..', '..', 'dist', name);
	if (!existsSync(path)) throw new Error(`${path} is missing: npm run build`);
	return path;
}
