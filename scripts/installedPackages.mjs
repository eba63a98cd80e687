// Tells whether the installed packages are those of the lock file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether npm last installed in `root` what package-lock.json asks for; some optional packages are for other platforms. */
export function packagesAreInstalled(root) {
	const wanted = packagesIn(join(root, 'package-lock.json'));
	// npm writes this file once everything is installed, whoever started it.
	const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
	if (wanted === undefined || installed === undefined) return false;
	const names = new Set([...Object.keys(wanted), ...Object.keys(installed)]);
	// The project itself.
	names.delete('');
	return [...names].every((name) => {
		if (installed[name] === undefined) return wanted[name]?.optional === true;
		// Versions of npm differ in what else they note.
		const { version, integrity } = installed[name];
		return version === wanted[name]?.version && integrity === wanted[name]?.integrity;
	});
}

/** `undefined` if the file is missing or broken. */
function packagesIn(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8')).packages;
	} catch {
		return undefined;
	}
}
