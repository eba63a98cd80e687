/** Which files are Portage snapshots. */
import { FileError } from '../../base/fileSystem.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { siblingOf } from './sibling.ts';

/** True for the name of a dated snapshot; the one called current leads to another. */
export function isSnapshotName(name: string): boolean {
	return /^portage-.*\.tar\.xz$/s.test(name) && name !== 'portage-current.tar.xz';
}

/**
 * Whether the link `name` in a directory of snapshots leads to a file that has no other name there. False for a link to nothing, and
 * if it cannot be determined.
 */
export async function isSnapshotOfItsOwn(
	directory: string,
	name: string,
	ports: Pick<ScanPorts, 'files'>,
): Promise<boolean> {
	try {
		if ((await ports.files.status(`${directory}/${name}`))?.kind !== 'file') return false;
		const sibling = await siblingOf(directory, name, ports);
		return sibling === undefined || !isSnapshotName(sibling);
	} catch (error) {
		if (error instanceof FileError) return false;
		throw error;
	}
}
