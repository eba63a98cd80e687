/** Which arch a subarch belongs to: as the installation says, else as Metro's own subarches have it. */
import { type Installation, noInstallation } from './installation.ts';
import { knownSubarches } from './knownSubarches.ts';

/** Gives the arch of a subarch by its name, `undefined` where nothing tells. */
export function archOfSubarch({
	subarches,
}: Pick<Installation, 'subarches'> = noInstallation): (subarch: string) => string | undefined {
	const installed = new Map(subarches.map(({ name, arch }) => [name, arch]));
	return (subarch) => installed.get(subarch) ?? knownSubarches.get(subarch)?.arch;
}
