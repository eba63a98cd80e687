/** Installs packages if that is possible without asking: as root on Debian. */
import { programOnPath, runQuietly } from './vscode/processes.ts';

/** True if packages can be installed, given `isRoot`. */
export function canInstall(isRoot = process.getuid?.() === 0): boolean {
	return isRoot && programOnPath(['apt-get']) !== undefined;
}

/** Installs packages with their dependencies; rejects with the output of apt-get on failure. */
export async function aptInstall(...packages: readonly string[]): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runQuietly('apt-get', ['update', '-q'], { env });
	await runQuietly('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env });
}
