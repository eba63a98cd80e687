/** What needs somebody, in order of urgency. */
import type { HealthSources } from '../healthSources.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { LockHealth } from '../model/lockHealth.ts';
import type { SubarchHealth } from '../model/subarch.ts';
import { repositoryAttention } from './repositoryAttention.ts';
import { subarchAttention } from './subarchAttention.ts';

const severities: readonly AttentionItem['severity'][] = ['error', 'warning', 'info'];

/** Within a severity, the first one is the most urgent. */
const urgency: readonly AttentionItem['kind'][] = [
	'disk',
	'same-failure',
	'out-of-rotation',
	'unreadable',
	'trouble',
	'overdue-build',
	'failing',
	'future-build',
	'missing-directory',
	'starved',
	'stale-lock',
	'index',
	'digests',
	'never-built',
];

export function attentionOf(
	sources: HealthSources,
	subarches: readonly SubarchHealth[],
	locks: readonly LockHealth[],
): readonly AttentionItem[] {
	const rank = ({ severity, kind }: AttentionItem): number =>
		severities.indexOf(severity) * urgency.length + urgency.indexOf(kind);
	return [...subarchAttention(sources, subarches), ...repositoryAttention(sources, locks)].sort(
		(a, b) => rank(a) - rank(b),
	);
}
