/** The disk space of something that may be removed. */
import { FileError } from '../base/fileSystem.ts';
import type { ScanPorts } from './listDirectory.ts';

/**
 * The disk use in bytes of a file, a link (not its target) or a directory with its contents. `undefined`: part of it could not
 * be read. A missing path takes no space.
 */
export async function diskUseOf(path: string, ports: ScanPorts): Promise<number | undefined> {
	ports.signal.throwIfAborted();
	try {
		const status = await ports.files.linkStatus(path);
		if (status?.kind !== 'directory') return status?.diskUse ?? 0;
		let sum = status.diskUse;
		for (const entry of (await ports.files.list(path)) ?? []) {
			const use = await diskUseOf(`${path}/${entry.name}`, ports);
			if (use === undefined) return undefined;
			sum += use;
		}
		return sum;
	} catch (error) {
		if (error instanceof FileError) return error.failure === 'missing' ? 0 : undefined;
		throw error;
	}
}
