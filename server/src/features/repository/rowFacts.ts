/** What the row of a subarch says of it: its state, since when it is built, and what comes next; the tooltip goes on after that. */
import { type CivilTime, formatDay } from '../../base/civilTime.ts';
import { ago, withCount } from '../../base/phrases.ts';
import type { SubarchState } from '../../health/model/subarch.ts';
import { wordOfState } from '../../health/subarchCounts.ts';
import { isStale, statusOf } from '../../health/subarchState.ts';
import {
	type DatedBuild,
	isUnknownWhetherHere,
	type RepositoryPolicy,
	type Subarch,
	whyRemote,
} from '../../repository/index.ts';
import { badgeOf } from './badges.ts';
import { buildersPhrase, remoteWord } from './hostWords.ts';
import { runningPhrase, runningWord } from './lockWords.ts';
import type { RowContext } from './rowContext.ts';

export interface RowFacts {
	/** For the row, in a few words each. */
	readonly short: readonly string[];
	/** For the tooltip, a sentence each. */
	readonly long: readonly string[];
}

export function rowFacts(view: RowContext, subarch: Subarch): RowFacts {
	const { latest } = subarch;
	const isNext = subarch.path === view.nextPath;
	const status = statusOf(subarch, view.policy, view.now);
	return {
		short: [
			...stateWords(view, subarch),
			...sinceWords(status, latest, view.now),
			...(isNext ? ['next'] : []),
			...(subarch.local || status === 'remote' ? [] : [remoteWord(view, subarch)]),
		],
		long: [
			...stateSentences(view, subarch),
			...sinceSentences(view, subarch),
			...(isNext ? ['Next in the rotation'] : []),
			...otherSentences(view, subarch),
		],
	};
}

function sinceWords(status: SubarchState, latest: DatedBuild | undefined, now: CivilTime): readonly string[] {
	// What is unknown may have been built, and what was never built says so already.
	if (latest === undefined)
		return status === 'never-built' || status === 'unreadable' ? [] : [wordOfState['never-built']];
	return [`${latest.date > now ? 'dated' : 'built'} ${ago(latest.date, now)}`];
}

/** One, unless a lock makes it doubtful whether it is built now. */
function stateWords(view: RowContext, subarch: Subarch): readonly string[] {
	const { lock } = subarch;
	const status = statusOf(subarch, view.policy, view.now);
	const locked = lock.kind === 'live' ? [runningWord(lock.holder)] : [];
	if (status === 'running') return locked;
	const failure = view.failures.get(subarch.path);
	const failed = failure === undefined ? '' : `: ${failure.name} (${failure.phase})`;
	switch (status) {
		case 'failing':
		case 'out-of-rotation':
			return [...locked, `${wordOfState[status]}${failed}`];
		case 'remote':
			return [...locked, remoteWord(view, subarch)];
		default:
			return [...locked, wordOfState[status]];
	}
}

function stateSentences(view: RowContext, subarch: Subarch): readonly string[] {
	const { policy, now } = view;
	const { lock } = subarch;
	const badge = badgeOf(subarch, policy);
	const failure = view.failures.get(subarch.path);
	const more = failure === undefined || failure.more === 0 ? '' : `, and ${failure.more} more`;
	return [
		...(lock.kind === 'live' ? [runningPhrase(lock.holder, view.signs.get(subarch.path), now)] : []),
		...(lock.kind === 'stale' ? ['A stale lock of an ended build remains; the next build removes it'] : []),
		...(badge === undefined ? [] : [badge.tooltip]),
		...(failure === undefined
			? []
			: [`Last failure: ${failure.ebuild ?? failure.name} in its ${failure.phase} phase${more}`]),
		...(subarch.local ? [] : [remoteSentence(subarch, policy)]),
		...(isStale(subarch, policy, now) ? [`Stale: ${withCount(policy.staleDays, 'day')} old or more`] : []),
	];
}

function remoteSentence(subarch: Subarch, policy: RepositoryPolicy): string {
	const what = isUnknownWhetherHere(subarch, policy)
		? 'It is unknown whether it is built here; it is listed, indexed and cleaned'
		: 'Not built here, but listed, indexed and cleaned';
	return `${what}: ${whyRemote(subarch, policy)}`;
}

function sinceSentences({ now }: RowContext, { latest, latestFull }: Subarch): readonly string[] {
	if (latest === undefined) return ['Never built: no complete build yet'];
	const full = latest.full ? ', full' : '';
	return [
		`Latest complete build ${formatDay(latest.date)}, ${ago(latest.date, now)}${full}`,
		...(latestFull === undefined || latestFull === latest
			? []
			: [`Last full build ${formatDay(latestFull.date)}, ${ago(latestFull.date, now)}`]),
	];
}

function otherSentences(view: RowContext, subarch: Subarch): readonly string[] {
	const { builds, unseen, unrecognized } = subarch;
	const whose = buildersPhrase(view, subarch);
	const directories = (names: readonly string[]): string =>
		withCount(names.length, 'directory', 'directories');
	return [
		...(whose === undefined ? [] : [whose]),
		withCount(builds.length, 'build'),
		...(unseen.length === 0
			? []
			: [
					`${directories(unseen)} that Metro does not see, for want of .targets: ${unseen.slice(0, 3).join(', ')}`,
				]),
		...(unrecognized.length === 0
			? []
			: [`${directories(unrecognized)} that are not builds: ${unrecognized.slice(0, 3).join(', ')}`]),
	];
}
