/** Which log is meant, as plain data: that of the build in question, and no other in its place. */
import type { Row } from '../../../server/src/protocol/index.ts';

/** A dated build with its logs. */
export interface BuildLogs {
	readonly build: Row;
	readonly logs: readonly Row[];
}

export type LogChoice =
	| { readonly kind: 'open'; readonly found: BuildLogs }
	/** The log that is meant is not there; `other` is the latest there is. */
	| { readonly kind: 'other'; readonly meant: string; readonly other: BuildLogs | undefined };

/**
 * @param subarch the row of the subarch
 * @param builds its dated builds, the latest first
 * @param day the name of the build that is meant; absent: the one in progress, else the failed one, else the latest
 */
export function chooseLog(subarch: Row, builds: readonly BuildLogs[], day?: string): LogChoice {
	const { meant, wanted } = wantedBuild(subarch, builds, day);
	if (wanted !== undefined && wanted.logs.length > 0) return { kind: 'open', found: wanted };
	return { kind: 'other', meant, other: builds.find(({ logs }) => logs.length > 0) };
}

function wantedBuild(
	subarch: Row,
	builds: readonly BuildLogs[],
	day: string | undefined,
): { readonly meant: string; readonly wanted: BuildLogs | undefined } {
	const { label, tags } = subarch;
	if (day !== undefined) {
		const wanted = builds.find(({ build }) => build.label === day);
		return { meant: `the build of ${label} of ${day}`, wanted };
	}
	if (tags.includes('running')) {
		const wanted = builds.find(({ build }) => build.tags.includes('running'));
		return { meant: `the build of ${label} that is in progress`, wanted };
	}
	const [latest] = builds;
	if (!tags.includes('failing')) return { meant: `the latest build of ${label}`, wanted: latest };
	// A failed build is later than every complete one; if the latest is complete, the failed one is gone.
	const wanted = latest?.build.tags.includes('complete') === true ? undefined : latest;
	return { meant: `the failed build of ${label}`, wanted };
}

/** What to say where the log that is meant is not there. */
export function missingLogText({ meant, other }: Extract<LogChoice, { kind: 'other' }>): string {
	const gone = `There is no log of ${meant}${meant.includes('failed') ? '; Clean may have removed it' : ''}.`;
	if (other === undefined) return `${gone} No other build has one either.`;
	return `${gone} The latest log is of the build of ${other.build.label} (${other.build.description}).`;
}
