/** How much there is to hash. */
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import type { Archive } from '../../repository/index.ts';
import type { Host } from '../host.ts';

/** The bytes of all these archives, as far as they can be looked at. Nothing is looked at if nobody is told of progress. */
export async function bytesToHash(archives: readonly Archive[], { files, report }: Host): Promise<number> {
	if (report === undefined) return 0;
	const sizes = await mapParallel(archives, 16, ({ realPath }) =>
		undefinedIfUnreadable(async () => (await files.status(realPath))?.size),
	);
	return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}
