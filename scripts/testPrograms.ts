/**
 * The programs that tests need besides those from npm: real editors, shells and readers. As root on Debian, missing ones are
 * installed. Elsewhere the tests that need them fail, or say that they were skipped.
 */
import { aptInstall, canInstall } from './aptGet.ts';
import { programOnPath } from './vscode/processes.ts';

/** Each program with the Debian packages that contain it. */
const programs: readonly (readonly [program: string, ...packages: string[]])[] = [
	['nvim', 'neovim'],
	['emacs', 'emacs-nox', 'elpa-eglot'],
	['xmllint', 'libxml2-utils'],
	['groff', 'groff'],
	['zsh', 'zsh'],
	['fish', 'fish'],
	['python3', 'python3'],
	['rclone', 'rclone'],
	['shellcheck', 'shellcheck'],
	['rsync', 'rsync'],
	['sshd', 'openssh-server'],
];

/** Installs missing programs if possible, and reports what is still missing. */
export async function installTestPrograms(report: (line: string) => void = console.log): Promise<void> {
	const missing = programs.filter(([program]) => programOnPath([program]) === undefined);
	if (missing.length === 0) return;
	const packages = missing.flatMap(([, ...names]) => names);
	if (!canInstall()) {
		const all = packages.join(' ');
		report(`Tests would use more than there is (on Debian, as root: apt-get install ${all}).`);
		return;
	}
	report(`Installing for the tests: ${packages.join(' ')} …`);
	await aptInstall(...packages);
}
