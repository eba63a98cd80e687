/** What a run of `digestgen` did and what it skipped, in words for people and as JSON for programs. */
import { withCount } from '../../base/phrases.ts';
import type { DigestTally } from '../../protocol/events.ts';
import type { Host } from '../host.ts';
import { printNote } from './stderr.ts';

/** A tally under way. */
export type OpenTally = {
	-readonly [Key in keyof DigestTally]: DigestTally[Key] extends readonly (infer Item)[]
		? Item[]
		: DigestTally[Key];
};

export function emptyTally(): OpenTally {
	return { hashed: 0, repaired: [], leftAlone: [], changedLater: [], removed: 0, failed: [] };
}

/** Lists on standard error what needs attention, then the counts. Without anything unusual, prints only if `always`. */
export function tellTally(host: Pick<Host, 'err' | 'report'>, tally: DigestTally, always: boolean): void {
	for (const { path, reason } of tally.leftAlone) printNote(host, `${path} left alone: ${reason}`);
	for (const path of tally.changedLater) printNote(host, `${path} changed after it was hashed`);
	for (const path of tally.repaired) printNote(host, `${path} hashed again`);
	const { leftAlone, changedLater, repaired, failed } = tally;
	const unusual = [leftAlone, changedLater, repaired, failed].some(({ length }) => length > 0);
	if (!unusual && !always) return;
	const counts = [`${withCount(tally.hashed, 'archive')} hashed`];
	if (repaired.length > 0) counts.push(`${repaired.length} hashed again`);
	if (leftAlone.length > 0) counts.push(`${leftAlone.length} in progress and left alone`);
	if (changedLater.length > 0)
		counts.push(
			`${changedLater.length} changed after being hashed ("buildrepo digestgen --repair" hashes that again)`,
		);
	if (tally.removed > 0) counts.push(`${withCount(tally.removed, 'leftover hash file')} removed`);
	if (failed.length > 0) counts.push(`${failed.length} failed`);
	printNote(host, counts.join(', '));
}
