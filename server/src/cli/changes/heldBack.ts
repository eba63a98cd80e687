/** What the user wants to keep of what `clean` would remove. */
import { resolvePath } from '../../base/posixPath.ts';
import type { RetentionItem } from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';
import type { Host } from '../host.ts';

/**
 * The paths of the items that the words name: by their path, or by their name below the mirror. Throws `CommandError` for a word that
 * names none: what it meant would be removed.
 */
export function heldBack(
	{ cwd }: Pick<Host, 'cwd'>,
	mirror: string,
	items: readonly RetentionItem[],
	words: readonly string[],
): ReadonlySet<string> {
	const byPath = new Map(items.map(({ path }) => [resolvePath(cwd, path), path]));
	return new Set(
		words.map((word) => {
			const found =
				byPath.get(resolvePath(cwd, word)) ?? byPath.get(resolvePath(resolvePath(cwd, mirror), word));
			if (found !== undefined) return found;
			const going = items.filter(({ action }) => action === 'remove').map(({ path }) => path);
			const remedy = didYouMean(word, going, 'see "buildrepo clean" for all paths');
			throw new CommandError(`--keep ${word}: there is no such build or snapshot: ${remedy}`);
		}),
	);
}
