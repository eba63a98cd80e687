/**
 * The programs that tests check our work with, besides those that npm brings: real editors, shells and readers. As root on
 * Debian the missing ones are installed; elsewhere the tests that need them fail, or say that they were left out.
 */
import { aptInstall, canInstall } from './aptGet.ts';
import { programOnPath } from './vscode/processes.ts';

/** Each program with the Debian packages that bring it. */
const programs: readonly (readonly [program: string, ...packages: string[]])[] = [
	['nvim', 'neovim'],
	['emacs', 'emacs-nox', 'elpa-eglot'],
	['xmllint', 'libxml2-utils'],
	['groff', 'groff'],
	['zsh', 'zsh'],
	['fish', 'fish'],
	['python3', 'python3'],
	['shellcheck', 'shellcheck'],
];

/** Installs what is missing where that can be done, and says what it left missing. */
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
