/** How much disk space something takes that may be removed. */
import { checkCancelled } from '../base/cancel.ts';
import { FileError } from '../base/fileSystem.ts';
import type { ScanWorld } from './scanWorld.ts';

/** Disk use in bytes of a file, a link (not its target) or a directory with all in it; what cannot be read counts nothing. */
export async function diskUseOf(path: string, world: ScanWorld): Promise<number> {
	checkCancelled(world.signal);
	try {
		const status = await world.files.linkStatus(path);
		if (status?.kind !== 'directory') return status?.diskUse ?? 0;
		let sum = status.diskUse;
		for (const entry of (await world.files.list(path)) ?? []) {
			sum += await diskUseOf(`${path}/${entry.name}`, world);
		}
		return sum;
	} catch (error) {
		if (error instanceof FileError) return 0;
		throw error;
	}
}
