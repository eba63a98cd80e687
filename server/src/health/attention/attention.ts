/** What needs somebody, in order of urgency. */
import type { HealthSources } from '../healthSources.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { Health } from '../model/health.ts';
import { failureAttention, overdueBuilds } from './buildAttention.ts';
import { hostAttention } from './hostAttention.ts';
import { publishAttention } from './publishAttention.ts';
import { repositoryAttention } from './repositoryAttention.ts';
import { storageAttention } from './storageAttention.ts';
import { subarchAttention } from './subarchAttention.ts';
import { uploadAttention } from './uploadAttention.ts';

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
	'not-uploaded',
	'not-published',
	'future-build',
	'unknown-host',
	'no-host',
	'missing-directory',
	'stale-lock',
	'index',
	'digests',
	'several-hosts',
	'never-built',
];

/** The parts of the health that attention is drawn to. */
export type AttentionFacts = Pick<Health, 'subarches' | 'locks' | 'failures' | 'ahead'> & {
	readonly storage: Health['storage'] | undefined;
};

export function attentionOf(sources: HealthSources, facts: AttentionFacts): readonly AttentionItem[] {
	const rank = ({ severity, kind }: AttentionItem): number =>
		severities.indexOf(severity) * urgency.length + urgency.indexOf(kind);
	return [
		...failureAttention(facts.failures),
		...subarchAttention(sources, facts.subarches),
		...overdueBuilds(facts.ahead, sources.at),
		...repositoryAttention(sources, facts.locks),
		...hostAttention(sources),
		...storageAttention(facts.storage, sources.files?.coverage),
		...uploadAttention(sources),
		...publishAttention(sources),
	].sort((a, b) => rank(a) - rank(b));
}
