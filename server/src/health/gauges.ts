/** The health as gauges. */

import type { Health } from './model/health.ts';
import type { SubarchHealth, SubarchState } from './model/subarch.ts';
import { momentOfCivil } from './momentOfCivil.ts';
import type { Gauge, Sample } from './openMetrics.ts';

const severities = ['error', 'warning', 'info'] as const;

/** What is unknown has no value. */
export function gaugesOf(health: Health): readonly Gauge[] {
	return [...repositoryGauges(health), ...subarchGauges(health), ...storageGauges(health)];
}

function repositoryGauges({
	at,
	counts,
	attention,
	ahead,
	subarches,
	locks,
	index,
	transitions,
	historyOff,
}: Health): readonly Gauge[] {
	const states: Readonly<Record<SubarchState, number>> = {
		fresh: counts.fresh,
		stale: counts.stale,
		failing: counts.failing,
		'out-of-rotation': counts.outOfRotation,
		'never-built': counts.neverBuilt,
		unreadable: counts.unreadable,
		running: counts.buildingNow,
		remote: subarches.filter(({ state }) => state === 'remote').length,
	};
	const lockStates = ['live', 'stale', 'unknown'] as const;
	return [
		one('metro_health_timestamp_seconds', 'When this was written, as Unix time.', at / 1000),
		one('metro_managed_subarches', 'Subarches with a directory.', counts.managed),
		{
			name: 'metro_subarches',
			help: 'Subarches by state; each has one.',
			samples: Object.entries(states).map(([state, value]) => ({ labels: { state }, value })),
		},
		one(
			'metro_missing_directories',
			'Subarches that .buildbot names and that have no directory.',
			counts.missing,
		),
		one(
			'metro_due_subarches',
			'Subarches that are due.',
			subarches.filter(({ turn }) => turn !== undefined).length,
		),
		one('metro_builds', 'Dated builds.', counts.builds),
		one('metro_incomplete_builds', 'Dated builds that are not complete.', counts.incomplete),
		{
			name: 'metro_attention_items',
			help: 'What needs somebody, by severity.',
			samples: severities.map((severity) => ({
				labels: { severity },
				value: attention.filter((item) => item.severity === severity).length,
			})),
		},
		{
			name: 'metro_locks',
			help: 'Locks by state; those of other machines are unknown.',
			samples: lockStates.map((state) => ({
				labels: { state },
				value: locks.filter((lock) => lock.state === state).length,
			})),
		},
		{
			name: 'metro_build_started_timestamp_seconds',
			help: 'When the build in progress began, as Unix time.',
			samples: ahead.flatMap(({ build, arch, subarch, since }) =>
				since === undefined || since === 0 ? [] : [{ labels: { build, arch, subarch }, value: since / 1000 }],
			),
		},
		...(index.state === 'unknown'
			? []
			: [one('metro_index_current', '1 if index.xml is up to date.', index.state === 'current' ? 1 : 0)]),
		...(index.writtenAt === undefined
			? []
			: [
					one(
						'metro_index_written_timestamp_seconds',
						'When index.xml was written, as Unix time.',
						index.writtenAt / 1000,
					),
				]),
		one(
			'metro_history_available',
			'1 if the history can be read; 0: rates, durations, growth and changes are unknown.',
			historyOff === undefined ? 1 : 0,
		),
		...known(
			'metro_newly_failing_subarches',
			'Subarches that began to fail in the last 24 hours; not there without a history.',
			historyOff === undefined ? transitions.newlyFailing.length : undefined,
		),
	];
}

function subarchGauges({ subarches, at }: Health): readonly Gauge[] {
	const each = (name: string, help: string, read: (subarch: SubarchHealth) => number | undefined): Gauge => ({
		name,
		help,
		samples: subarches.flatMap((found): readonly Sample[] => {
			const { build, arch, subarch } = found;
			const value = read(found);
			return value === undefined ? [] : [{ labels: { build, arch, subarch }, value }];
		}),
	});
	return [
		each('metro_subarch_failcount', 'How often in a row the build failed.', ({ failcount }) => failcount),
		each(
			'metro_subarch_latest_build_timestamp_seconds',
			'The day of the latest complete build, as Unix time.',
			({ latest }) => (latest === undefined ? undefined : momentOfCivil(latest, at) / 1000),
		),
		each('metro_subarch_builds', 'Dated builds.', ({ builds }) => builds),
		each(
			'metro_subarch_success_ratio',
			'Share of successful builds in the last 8 weeks.',
			({ successRate }) => successRate,
		),
		each('metro_subarch_storage_bytes', 'Disk use.', ({ bytes }) => bytes),
		each(
			'metro_subarch_usual_duration_seconds',
			'Median length of successful builds.',
			({ usualDuration }) => (usualDuration === undefined ? undefined : usualDuration / 1000),
		),
	];
}

function storageGauges({ storage, coverage }: Health): readonly Gauge[] {
	return [
		...(storage === undefined
			? []
			: [
					{
						name: 'metro_storage_bytes',
						help: 'Disk use of each build.',
						samples: storage.byBuild.map(({ name, bytes }) => ({ labels: { build: name }, value: bytes })),
					},
					{
						name: 'metro_storage_freeable_bytes',
						help: 'What clean would free of each build.',
						samples: storage.byBuild.map(({ name, freed }) => ({ labels: { build: name }, value: freed })),
					},
					...known(
						'metro_filesystem_free_bytes',
						'Free for users on the file system of the mirror.',
						storage.free,
					),
					...known(
						'metro_filesystem_size_bytes',
						'The size of the file system of the mirror.',
						storage.total,
					),
					...known(
						'metro_filesystem_growth_bytes_per_day',
						'How fast the free space has become less; not there before enough of it is recorded.',
						storage.growth,
					),
					...known(
						'metro_filesystem_days_left',
						'Days until the file system is full, if free space goes on to become less.',
						storage.daysLeft,
					),
				]),
		...(coverage === undefined
			? []
			: [
					one('metro_archives', 'Archives.', coverage.archives),
					one('metro_archives_hashed', 'Archives with a hash file.', coverage.hashed),
					one('metro_archives_signed', 'Archives with a signature.', coverage.signed),
				]),
	];
}

/** Nothing if the value is unknown. */
function known(name: string, help: string, value: number | undefined): readonly Gauge[] {
	return value === undefined ? [] : [one(name, help, value)];
}

function one(name: string, help: string, value: number): Gauge {
	return { name, help, samples: [{ labels: {}, value }] };
}
