/** The names that a path depends on: whoever gives one of them to something else changes what the path means. */
import type { FileReader } from '../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { directoryOf, resolvePath } from '../base/posixPath.ts';

/** As many links as the system itself follows. */
const mostLinks = 40;

/**
 * Every link on the way to `path`, and `path` itself by each of the names that it has on the way; all absolute, each with
 * no link before its last part. Directories on the way that are not links are left out, but for the one that holds `path`.
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

/** The directories that tell when one of `ways` comes to mean something else. */
export function directoriesOfWays(ways: Iterable<string>): ReadonlySet<string> {
	return new Set([...ways].map(directoryOf));
}

function partsOf(path: string): string[] {
	return path.split('/').filter((part) => part !== '' && part !== '.');
}
