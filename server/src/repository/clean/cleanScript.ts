/**
 * The shell script that `clean` prints.
 * Metro: `clean` in scripts/buildrepo (funtoo/metro dcfe269 and a728df2).
 */
import { shellQuote } from '../../base/shellQuote.ts';
import { oneLine } from '../../base/visible.ts';
import type { Subarch } from '../model.ts';
import type { RetentionItem } from './retention.ts';

/**
 * Lines for a POSIX shell, without line ends: removals as commands, kept items as comments.
 * @param obstacles why a shell must not remove a path, by path
 */
export function cleanScript(
	items: readonly RetentionItem[],
	obstacles: ReadonlyMap<string, string>,
): readonly string[] {
	const snapshots = items.filter(({ what }) => what === 'snapshot').map(({ path }) => path);
	/** No other snapshot has a name that begins with this one. */
	const isOnlyOne = (path: string): boolean =>
		!snapshots.some((other) => other !== path && other.startsWith(path));
	return items
		.filter((item) => !item.unnamed)
		.map((item) => scriptLine(item, obstacles.get(item.path), isOnlyOne));
}

function scriptLine(
	item: RetentionItem,
	obstacle: string | undefined,
	isOnlyOne: (path: string) => boolean,
): string {
	const path = shellQuote(item.path);
	if (item.action === 'remove') {
		if (obstacle !== undefined) return `# keeping ${oneLine(item.path)} (${oneLine(obstacle)})`;
		// Hash files and signatures are beside a snapshot, with its name and an ending.
		if (item.what === 'snapshot')
			return `rm ${isOnlyOne(item.path) ? `${path}*` : item.changes.map((one) => shellQuote(one.path)).join(' ')}`;
		return `rm -rf ${path}${whyRemoved(item)}`;
	}
	const comment = `# keeping ${oneLine(item.path)}`;
	switch (item.reason) {
		case 'locked':
			return `${comment} (${lockWords(item.subarch)})`;
		case 'seed':
			return `# protected ${oneLine(item.path)} (the next build starts from it)`;
		case 'seed-unknown':
			return `${comment} (which build the next one starts from cannot be read)`;
		case 'stranger':
			return `${comment} (not a build directory)`;
		default:
			return comment;
	}
}

/** Metro's comment behind a removal. */
function whyRemoved({ reason }: RetentionItem): string {
	if (reason === 'given-up') return ' # incomplete and more than a day old';
	return reason === 'abandoned' ? ' # not complete and stale, not most recent build' : '';
}

function lockWords(subarch: Subarch | undefined): string {
	const lock = subarch?.lock;
	const isUnknown = lock?.kind === 'live' && lock.holder.kind === 'unknown';
	return isUnknown ? 'whether a build is in progress there is not known' : 'a build is in progress there';
}
