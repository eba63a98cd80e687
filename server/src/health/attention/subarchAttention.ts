/** Subarches that need somebody. */
import { withCount } from '../../base/phrases.ts';
import type { HealthSources } from '../healthSources.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { SubarchHealth, SubarchId } from '../model/subarch.ts';
import { wordOfState } from '../subarchCounts.ts';

/** More subarches of one kind than this become one item. */
const mostItems = 10;

type Kind = 'out-of-rotation' | 'failing' | 'unreadable' | 'never-built';

const kinds: Readonly<Record<Kind, Pick<AttentionItem, 'severity' | 'actions'>>> = {
	'out-of-rotation': {
		severity: 'error',
		actions: ['open-log', 'zap', 'explain', 'show-row'],
	},
	unreadable: { severity: 'error', actions: ['explain', 'show-row'] },
	failing: { severity: 'warning', actions: ['open-log', 'zap', 'explain', 'show-row'] },
	'never-built': { severity: 'info', actions: ['build', 'explain', 'show-row'] },
};

export function subarchAttention(
	{ policy }: Pick<HealthSources, 'policy'>,
	subarches: readonly SubarchHealth[],
): readonly AttentionItem[] {
	return (Object.keys(kinds) as Kind[]).flatMap((kind) => {
		const found = subarches.filter(({ state, local }) => state === kind && (local || kind === 'unreadable'));
		if (found.length > mostItems) return [groupItem(kind, found)];
		return found.map((subarch) => ({
			kind,
			severity: kinds[kind].severity,
			title: subarch.subarch,
			detail: detailOf(kind, subarch, policy.maxFailcount),
			subarches: [idIn(subarch)],
			actions: kinds[kind].actions,
		}));
	});
}

function groupItem(kind: Kind, found: readonly SubarchHealth[]): AttentionItem {
	const { severity, actions } = kinds[kind];
	return {
		kind,
		severity,
		title: `${found.length} subarches are ${wordOfState[kind]}`,
		detail: found[0] === undefined ? '' : `${found[0].subarch} and ${found.length - 1} more.`,
		subarches: found.map(idIn),
		actions: actions.filter((action) => action !== 'open-log' && action !== 'build'),
	};
}

function detailOf(kind: Kind, { failcount, reason }: SubarchHealth, maxFailcount: number): string {
	const failed = withCount(failcount ?? 0, 'time');
	switch (kind) {
		case 'out-of-rotation':
			return `Out of rotation: failed ${failed} in a row, and max_failcount is ${maxFailcount}. Zap returns it.`;
		case 'failing':
			return `Failed ${failed} in a row (${failcount} of ${maxFailcount}); ${reason}.`;
		case 'unreadable':
		case 'never-built':
			return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`;
	}
}

function idIn({ build, arch, subarch }: SubarchId): SubarchId {
	return { build, arch, subarch };
}
