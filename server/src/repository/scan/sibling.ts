/** Links that lead to something else in their own directory: second names, which do not count. */
import { FileError } from '../../base/fileSystem.ts';
import type { ScanPorts } from '../listDirectory.ts';

/**
 * The name of the entry of `directory` that the link `name` in it leads to, or into; `undefined` if it leads elsewhere or nowhere.
 * Rejects with `FileError` if this cannot be determined.
 */
export async function siblingOf(
	directory: string,
	name: string,
	{ files }: Pick<ScanPorts, 'files'>,
): Promise<string | undefined> {
	const here = await files.realPath(directory);
	const real = await files.realPath(`${directory}/${name}`);
	if (here === undefined || real?.startsWith(`${here}/`) !== true) return undefined;
	return real.slice(here.length + 1).split('/')[0];
}

/** As `siblingOf`; `undefined` also if it cannot be determined. */
export async function knownSiblingOf(
	directory: string,
	name: string,
	ports: Pick<ScanPorts, 'files'>,
): Promise<string | undefined> {
	try {
		return await siblingOf(directory, name, ports);
	} catch (error) {
		if (error instanceof FileError) return undefined;
		throw error;
	}
}
