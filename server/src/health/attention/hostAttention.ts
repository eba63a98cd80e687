/** What needs somebody about the hosts of a mirror: what none of them builds, what several build, and what is unknown of one. */
import { oneLine } from '../../base/visible.ts';
import type { Builders, SubarchPlace } from '../../repository/index.ts';
import type { HealthSources } from '../healthSources.ts';
import { sharedBuilders } from '../hosts/sharedBuilders.ts';
import type { AttentionItem } from '../model/attention.ts';

/** More of one kind than this become one item. */
const mostItems = 10;

export function hostAttention(
	sources: Pick<HealthSources, 'farm' | 'policy' | 'repository'>,
): readonly AttentionItem[] {
	const builders = [...(sharedBuilders(sources) ?? [])];
	if (builders.length === 0) return [];
	const nobodys = builders.filter(([, { hosts, unsure }]) => hosts.length + unsure.length === 0);
	const several = builders.filter(([, { hosts }]) => hosts.length > 1);
	return [
		...items('no-host', 'warning', nobodys, 'that no host builds', () => {
			const remedy = 'Have it do so, or name the host that it does in the setting metro.hosts';
			return `get_subarches names it for no known host. ${remedy}.`;
		}),
		...items('several-hosts', 'info', several, 'that several hosts build', ({ hosts }) => {
			const names = hosts.map((name) => oneLine(name)).join(', ');
			return `Several hosts build it when it is due, one at a time: ${names}.`;
		}),
		...unknownHosts(sources),
	];
}

function items(
	kind: 'no-host' | 'several-hosts',
	severity: AttentionItem['severity'],
	found: readonly (readonly [SubarchPlace, Builders])[],
	many: string,
	detailOf: (builders: Builders) => string,
): readonly AttentionItem[] {
	const idOf = ({ build, arch, subarch }: SubarchPlace) => ({ build, arch, subarch });
	const [first] = found;
	if (first !== undefined && found.length > mostItems) {
		const subarches = found.map(([place]) => idOf(place));
		const title = `${found.length} subarches ${many}`;
		const detail = `${first[0].subarch}: ${detailOf(first[1])}`;
		return [{ kind, severity, title, detail, subarches, actions: ['open-buildbot'] }];
	}
	return found.map(([place, builders]) => ({
		kind,
		severity,
		title: place.subarch,
		detail: detailOf(builders),
		subarches: [idOf(place)],
		path: place.path,
		actions: ['open-buildbot', 'show-row'],
	}));
}

/** Of this host, a trouble says so already. */
function unknownHosts({ farm = [] }: Pick<HealthSources, 'farm'>): readonly AttentionItem[] {
	return farm.slice(1).flatMap(({ name, work }) => {
		const reason = work.kind === 'unknown' ? work.reason : work.policy.share?.unknown;
		if (reason === undefined) return [];
		return {
			kind: 'unknown-host' as const,
			severity: 'warning' as const,
			title: `Unknown what ${oneLine(name)} builds`,
			detail: `${reason}.`,
			subarches: [],
			actions: ['open-buildbot' as const],
		};
	});
}
