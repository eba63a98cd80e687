/** Where a collect leads whatever the run is, as far as its text tells. */
import { directoryOf, resolvePath } from '../base/posixPath.ts';
import type { CollectAnnotation } from '../flexdata/index.ts';

/** Stands for what only a run tells. No path holds it. */
const hole = '\u0000';

/**
 * The path of a collect in the file at `from`, in pieces: between each two stands what a reference comes to, a slash included.
 * One piece is the whole path, for `$[path/install]` means `install` in every run.
 */
export function staticCollectPath(
	{ path }: CollectAnnotation,
	from: string,
	install: string | undefined,
): readonly string[] {
	const written = path.parts
		.map((part) => {
			if (part.kind === 'text') return part.text;
			const isInstall = part.kind === 'reference' && part.written === 'path/install' && !part.test;
			return isInstall ? (install ?? hole) : hole;
		})
		.join('');
	return (written.startsWith(hole) ? written : resolvePath(directoryOf(from), written)).split(hole);
}
