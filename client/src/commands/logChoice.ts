/** Which log is meant, as plain data: that of the build in question, and no other in its place. */
import * as l10n from '@vscode/l10n';
import type { FailureAnswer, Row } from '../../../server/src/protocol/index.ts';

/** A dated build with its logs. */
export interface BuildLogs {
	readonly build: Row;
	readonly logs: readonly Row[];
}

export type LogChoice =
	| { readonly kind: 'open'; readonly found: BuildLogs }
	/** The log that is meant is not there, as `missing` says; `other` is the latest there is. */
	| { readonly kind: 'other'; readonly missing: string; readonly other: BuildLogs | undefined };

/**
 * @param subarch the row of the subarch
 * @param builds its dated builds, the latest first
 * @param day the name of the build that is meant; absent: the one in progress, else the failed one, else the latest
 */
export function chooseLog(subarch: Row, builds: readonly BuildLogs[], day?: string): LogChoice {
	const { missing, wanted } = wantedBuild(subarch, builds, day);
	if (wanted !== undefined && wanted.logs.length > 0) return { kind: 'open', found: wanted };
	return { kind: 'other', missing, other: builds.find(({ logs }) => logs.length > 0) };
}

function wantedBuild(
	subarch: Row,
	builds: readonly BuildLogs[],
	day: string | undefined,
): { readonly missing: string; readonly wanted: BuildLogs | undefined } {
	const { label, tags } = subarch;
	if (day !== undefined) {
		const wanted = builds.find(({ build }) => build.label === day);
		return { missing: l10n.t('There is no log of the build of {0} of {1}.', label, day), wanted };
	}
	if (tags.includes('running')) {
		const wanted = builds.find(({ build }) => build.tags.includes('running'));
		return { missing: l10n.t('There is no log of the build of {0} that is in progress.', label), wanted };
	}
	const [latest] = builds;
	if (!tags.includes('failing'))
		return { missing: l10n.t('There is no log of the latest build of {0}.', label), wanted: latest };
	// A failed build is later than every complete one; if the latest is complete, the failed one is gone.
	const wanted = latest?.build.tags.includes('complete') === true ? undefined : latest;
	return {
		missing: l10n.t('There is no log of the failed build of {0}; Clean may have removed it.', label),
		wanted,
	};
}

/** What to say where the log that is meant is not there. */
export function missingLogText({ missing, other }: Extract<LogChoice, { kind: 'other' }>): string {
	if (other === undefined) return `${missing} ${l10n.t('No other build has one either.')}`;
	const { label, description } = other.build;
	return `${missing} ${l10n.t('The latest log is of the build of {0} ({1}).', label, description)}`;
}

/** The logs of a build as they are offered: that of the target that failed first, with the reason, then from the last stage on. */
export function logsInOrder(
	logs: readonly Row[],
	failure: FailureAnswer | undefined,
): readonly { readonly row: Row; readonly why?: string }[] {
	const latestFirst = logs.toReversed();
	const failed = latestFirst.find(
		({ label }) => failure?.target !== undefined && label === `${failure.target}.txt`,
	);
	if (failed === undefined || failure === undefined) return latestFirst.map((row) => ({ row }));
	const why = l10n.t('{0} failed ({1})', failure.name, failure.phase);
	return [{ row: failed, why }, ...latestFirst.filter((row) => row !== failed).map((row) => ({ row }))];
}
