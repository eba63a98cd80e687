/** The shell script that `clean` prints. */
import { oneLine, shellQuote } from '../base/shellQuote.ts';
import type { RetentionItem } from './retention.ts';

/** Lines for a POSIX shell, without line ends: what is removed as commands, what is kept as comments. */
export function cleanScript(items: readonly RetentionItem[]): readonly string[] {
	return items.filter((item) => !item.unnamed).map(scriptLine);
}

function scriptLine(item: RetentionItem): string {
	const path = shellQuote(item.path);
	if (item.action === 'remove') {
		// Hash files and signatures lie beside a snapshot under its name and more.
		if (item.what === 'snapshot') return `rm ${path}*`;
		const why = item.reason === 'abandoned' ? ' # not complete and stale, not most recent build' : '';
		return `rm -rf ${path}${why}`;
	}
	const comment = `# keeping ${oneLine(item.path)}`;
	if (item.reason === 'locked') return `${comment} (a build is in progress there)`;
	return item.reason === 'stranger' ? `${comment} (not a build directory)` : comment;
}
