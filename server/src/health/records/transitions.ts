/** What changed since a moment. What the history does not tell for certain is left out. */
import { civilDay, toCivil } from '../../base/civilTime.ts';
import { append } from '../../base/collections.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { nameOfSubarch } from '../../history/foundEvents.ts';
import { countOf, type Repository, type RepositoryPolicy, type Subarch } from '../../repository/index.ts';
import type { SubarchId } from '../model/subarch.ts';
import type { Transitions } from '../model/transitions.ts';
import { idOf, idOfName } from '../subarchId.ts';

export function transitionsSince(
	events: readonly HistoryEvent[],
	since: number,
	repository: Repository,
	{ maxFailcount }: Pick<RepositoryPolicy, 'maxFailcount'>,
): Transitions {
	const byName = new Map<string, HistoryEvent[]>();
	for (const event of events) append(byName, event.name, event);
	const reachesBack = events[0] !== undefined && events[0].at < since;
	const found = repository.subarches.map((subarch) => {
		const own = byName.get(nameOfSubarch(subarch)) ?? [];
		return {
			id: idOf(subarch),
			before: failcountAt(own, since),
			now: countOf(subarch),
			built: own.some((event) => isSuccess(event) && event.at >= since),
			mended: builtSinceFailing(own, since),
			appeared: reachesBack && isNew(subarch, own, since),
		};
	});
	const those = (wanted: (one: (typeof found)[number]) => boolean): readonly SubarchId[] =>
		found.filter(wanted).map(({ id }) => id);
	return {
		since,
		newlyFailing: those(({ before, now }) => before === 0 && now !== undefined && now > 0),
		recovered: those((one) => isReset(one) && one.mended),
		reset: those((one) => isReset(one) && !one.mended),
		leftRotation: those(
			({ before, now }) =>
				before !== undefined && before < maxFailcount && now !== undefined && now >= maxFailcount,
		),
		built: those(({ built }) => built),
		appeared: those(({ appeared }) => appeared),
		gone: goneSince(byName, since, repository),
	};
}

function isSuccess(event: HistoryEvent): boolean {
	return event.kind === 'build-ended' && event.result === 'succeeded';
}

function isReset({
	before,
	now,
}: {
	readonly before?: number | undefined;
	readonly now?: number | undefined;
}): boolean {
	return before !== undefined && before > 0 && now === 0;
}

/** A build succeeded since then, and none has failed after it. A failcount is also zero after a zap, without any build. */
function builtSinceFailing(events: readonly HistoryEvent[], since: number): boolean {
	const success = events.findLast(isSuccess);
	if (success === undefined || success.at < since) return false;
	return !events.some((event) => event.kind === 'failcount' && event.to > 0 && event.at > success.at);
}

/** The failcount of a subarch at a moment; `undefined`: unknown. */
function failcountAt(events: readonly HistoryEvent[], moment: number): number | undefined {
	const changes = events.filter((event) => event.kind === 'failcount' || event.kind === 'zapped');
	const last = changes.filter(({ at }) => at < moment).at(-1);
	if (last !== undefined) return last.kind === 'failcount' ? last.to : 0;
	const next = changes.find(({ at }) => at >= moment);
	if (next?.from !== undefined) return next.from;
	// Metro counts in ones.
	return next?.kind === 'failcount' && next.to === 1 ? 0 : undefined;
}

/** Nothing of it is older. */
function isNew({ builds }: Subarch, events: readonly HistoryEvent[], since: number): boolean {
	const [first] = events;
	if (first === undefined || first.at < since) return false;
	const day = civilDay(toCivil(since));
	return builds.every(({ date }) => date >= day);
}

/** Something was recorded since then of a subarch that is not there now. */
function goneSince(
	byName: ReadonlyMap<string, readonly HistoryEvent[]>,
	since: number,
	repository: Repository,
): readonly SubarchId[] {
	// If a directory could not be read, what seems gone may be there.
	if (repository.troubles.some(({ code }) => code === 'unreadable-directory')) return [];
	const there = new Set(repository.subarches.map(nameOfSubarch));
	return [...byName].flatMap(([name, events]) => {
		const id = idOfName(name);
		// Portage snapshots have names of the same form.
		const isSubarch = id !== undefined && id.arch !== 'snapshots';
		const isGone = isSubarch && !there.has(name) && events.some(({ at }) => at >= since);
		return isGone ? [id] : [];
	});
}
