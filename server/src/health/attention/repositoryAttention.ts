/** What needs somebody besides single subarches: files, locks, directories and index.xml. */

import { withCount } from '../../base/phrases.ts';
import { futureBuilds, missingPath, type Trouble } from '../../repository/index.ts';
import type { HealthSources } from '../healthSources.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { LockHealth } from '../model/lockHealth.ts';

/** More of one kind than this become one item. */
const mostItems = 10;

export function repositoryAttention(
	sources: HealthSources,
	locks: readonly LockHealth[],
): readonly AttentionItem[] {
	const { repository, now } = sources;
	// Failcounts and locks make their subarches unreadable, which is an item of its own.
	const troubles = repository.troubles.filter(
		({ code }) => code !== 'unreadable-failcount' && code !== 'unreadable-lock',
	);
	return [
		...troubleItems('trouble', 'error', troubles, 'problems in the repository'),
		...staleLocks(locks),
		...missingDirectories(sources),
		...hiddenSubarchItems(sources),
		...troubleItems('future-build', 'warning', futureBuilds(repository, now), 'builds dated in the future'),
		...indexItems(sources),
	];
}

function troubleItems(
	kind: 'trouble' | 'future-build',
	severity: AttentionItem['severity'],
	troubles: readonly Trouble[],
	many: string,
): readonly AttentionItem[] {
	const [first] = troubles;
	if (first !== undefined && troubles.length > mostItems) {
		const detail = `${first.message}; and ${troubles.length - 1} more.`;
		return [{ kind, severity, title: `${troubles.length} ${many}`, detail, subarches: [], actions: [] }];
	}
	return troubles.map(({ path, message }) => ({
		kind,
		severity,
		title: kind === 'trouble' ? 'Cannot be read' : 'Dated in the future',
		detail: `${message}.`,
		subarches: [],
		path,
		actions: [],
	}));
}

function staleLocks(locks: readonly LockHealth[]): readonly AttentionItem[] {
	return locks
		.filter(({ state }) => state === 'stale')
		.map(({ path, subarch, holder }) => ({
			kind: 'stale-lock',
			severity: 'info',
			title: subarch.subarch,
			detail: `A lock of ${holder} remains. The build that left it has ended, and the next one removes it.`,
			subarches: [subarch],
			path,
			actions: ['release-lock', 'show-row'],
		}));
}

function missingDirectories({ missing, repository }: HealthSources): readonly AttentionItem[] {
	const idOf = ({ build, arches, subarch }: (typeof missing)[number]) => ({
		build,
		arch: arches[0],
		subarch,
	});
	if (missing.length === 0) return [];
	const detail =
		'.buildbot names it, but it has no directory: Metro does not build it until the directory exists.';
	if (missing.length > mostItems) {
		return [
			{
				kind: 'missing-directory',
				severity: 'warning',
				title: `${missing.length} subarches have no directory`,
				detail: 'Metro does not build them until their directories exist.',
				subarches: missing.map(idOf),
				actions: ['create-directory', 'open-buildbot'],
			},
		];
	}
	return missing.map((one) => {
		const path = missingPath(repository, one);
		return {
			kind: 'missing-directory',
			severity: 'warning',
			title: one.subarch,
			detail,
			subarches: [idOf(one)],
			...(path !== undefined && { path }),
			actions: ['create-directory', 'open-buildbot'],
		};
	});
}

function hiddenSubarchItems({ hidden }: HealthSources): readonly AttentionItem[] {
	const [first] = hidden;
	if (first === undefined) return [];
	return [
		{
			kind: 'unreadable',
			severity: 'error',
			title: `${withCount(hidden.length, 'subarch', 'subarches')} in directories that cannot be read`,
			detail: `${first.reasons.join('; ')}. Their state is unknown, so they are neither built nor cleaned.`,
			subarches: hidden.map(({ build, arches, subarch }) => ({ build, arch: arches[0], subarch })),
			actions: [],
		},
	];
}

function indexItems({ index, repository }: HealthSources): readonly AttentionItem[] {
	const path = repository.mirror;
	const item = (
		severity: AttentionItem['severity'],
		title: string,
		detail: string,
	): readonly AttentionItem[] => [
		{ kind: 'index', severity, title, detail, subarches: [], path, actions: ['write-index'] },
	];
	switch (index.state) {
		case 'current':
			return [];
		case 'missing':
			return item('info', 'index.xml is missing', 'Readers of the mirror do not find its builds.');
		case 'unknown':
			return item(
				'warning',
				'index.xml cannot be compared',
				`${index.reason ?? 'Something cannot be read'}.`,
			);
		case 'outdated':
			return item('warning', 'index.xml is out of date', indexDetail(index));
	}
}

function indexDetail({ lacks, dead }: HealthSources['index']): string {
	const parts = [
		...(lacks.length > 0 ? [`lacks ${withCount(lacks.length, 'build')}`] : []),
		...(dead.length > 0 ? [`lists ${withCount(dead.length, 'download')} that do not exist`] : []),
	];
	return parts.length === 0 ? 'It differs from what would be written now.' : `It ${parts.join(' and ')}.`;
}
