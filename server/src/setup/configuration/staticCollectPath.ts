/** The target of a collect in every run, as far as its text tells. */
import { directoryOf, resolvePath } from '../../base/posixPath.ts';
import type { CollectAnnotation } from '../../flexdata/index.ts';

/** A placeholder for values that only a run knows; no path contains it. */
const hole = '\u0000';

/**
 * The path of a collect in the file at `from`, in pieces; between each two is the value of a reference, which may contain slashes.
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
