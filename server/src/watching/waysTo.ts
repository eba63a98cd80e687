/** The names that a path depends on. If one of them is redirected, the path means something else. */
import type { FileReader } from '../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { directoryOf, resolvePath } from '../base/posixPath.ts';

/** The system itself follows at most this many links. */
const mostLinks = 40;

/**
 * Every link on the way to `path`, and `path` itself under each of its names on the way. All are absolute, with no link before
 * the last part. Directories on the way that are not links are omitted, except the one that contains `path`.
 */
export async function waysTo(path: string, files: Pick<FileReader, 'readLink'>): Promise<readonly string[]> {
	const ways = new Set<string>();
	let real = '/';
	let parts = partsOf(path);
	let links = 0;
	while (parts.length > 0) {
		const [name = '', ...rest] = parts;
		const here = resolvePath(real, name);
		const target = name === '..' ? undefined : await undefinedIfUnreadable(() => files.readLink(here));
		if (target !== undefined && links < mostLinks) {
			links++;
			ways.add(here);
			if (target.startsWith('/')) real = '/';
			parts = [...partsOf(target), ...rest];
			continue;
		}
		if (rest.length < 2) ways.add(here);
		real = here;
		parts = rest;
	}
	ways.delete('/');
	return [...ways];
}

/** The directories that report when one of `ways` changes its meaning. */
export function directoriesOfWays(ways: Iterable<string>): ReadonlySet<string> {
	return new Set([...ways].map(directoryOf));
}

function partsOf(path: string): string[] {
	return path.split('/').filter((part) => part !== '' && part !== '.');
}
