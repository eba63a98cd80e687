/** Installs packages where that can be done without asking: as root on Debian. */
import { programOnPath, runQuietly } from './vscode/processes.ts';

/** True if packages can be installed; `isRoot` says for whom. */
export function canInstall(isRoot = process.getuid?.() === 0): boolean {
	return isRoot && programOnPath(['apt-get']) !== undefined;
}

/** Installs packages with what they cannot do without; rejects with what apt-get said if it fails. */
export async function aptInstall(...packages: readonly string[]): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runQuietly('apt-get', ['update', '-q'], { env });
	await runQuietly('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env });
}
