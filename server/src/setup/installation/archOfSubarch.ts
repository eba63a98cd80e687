/** The arch of a subarch: from the installation, else from the subarches that Metro ships. */
import { type Installation, noInstallation } from './installation.ts';
import { knownSubarches } from './knownSubarches.ts';

/** The arch of a subarch by its name; `undefined` if unknown. */
export function archOfSubarch({
	subarches,
}: Pick<Installation, 'subarches'> = noInstallation): (subarch: string) => string | undefined {
	const installed = new Map(subarches.map(({ name, arch }) => [name, arch]));
	return (subarch) => installed.get(subarch) ?? knownSubarches.get(subarch)?.arch;
}
