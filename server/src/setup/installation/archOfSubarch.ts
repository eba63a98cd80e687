/** The arch of a subarch: from the installation, else from the subarches that Metro ships. */
import type { ArchOf } from '../../repository/index.ts';
import { type Installation, noInstallation } from './installation.ts';
import { knownSubarches } from './knownSubarches.ts';

/** Sure is what the installation says of its own subarches. */
export function archOfSubarch({ subarches }: Pick<Installation, 'subarches'> = noInstallation): ArchOf {
	const installed = new Map(subarches.map(({ name, arch }) => [name, arch]));
	return (subarch) => {
		const own = installed.get(subarch);
		const arch = own ?? knownSubarches.get(subarch)?.arch;
		return arch === undefined ? undefined : { arch, isSure: own !== undefined };
	};
}
