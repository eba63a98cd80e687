/** What needs somebody, with what can be done about it. */
import { html, type TemplateResult } from 'lit';
import type {
	AttentionItem,
	Health,
	HealthAction,
	SubarchHealth,
	SubarchId,
} from '../../../server/src/protocol/health.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { mostLines, rest, section } from '../section.ts';
import { rowOf, subarchName } from '../subarchNames.ts';
import { actionWords, readingActions } from '../words.ts';

export function attentionSection(page: PageContext, { attention, subarches }: Health): TemplateResult {
	return section(
		'attention',
		'Needs attention',
		attention.length === 0
			? html`<p>Nothing needs you now.</p>`
			: html`<ul class="attention">${keyed(attention.slice(0, mostLines), itemKey, (item) => drawItem(page, item, subarches))}</ul>
				${rest(attention.length - mostLines)}`,
	);
}

function drawItem(
	page: PageContext,
	item: AttentionItem,
	subarches: readonly SubarchHealth[],
): TemplateResult {
	const [first, ...others] = item.subarches;
	const row = first && rowOf(subarches, first);
	// Without a row there is nothing that an action of a row could be about. Several subarches share a failure, so one log tells it.
	const actions = item.actions.filter(
		(action) =>
			(page.mayRun || readingActions.has(action)) &&
			(!needsRow.has(action) || (row !== undefined && (others.length === 0 || action === 'open-log'))),
	);
	return html`<li class=${item.severity}>
		<span class="sign" aria-hidden="true">${item.severity === 'error' ? '✕' : item.severity === 'warning' ? '!' : 'i'}</span>
		<div><strong>${item.title}</strong><p>${item.detail}</p>${others.length === 0 ? '' : links(page, item.subarches, subarches)}</div>
		<div class="actions">${keyed(
			actions,
			String,
			(action) => html`<button aria-label=${`${actionWords[action]}: ${item.title}`}
			@click=${() => page.act(action, row)}>${actionWords[action]}</button>`,
		)}</div>
	</li>`;
}

/** Each of several subarches leads to its row. */
function links(
	page: PageContext,
	ids: readonly SubarchId[],
	subarches: readonly SubarchHealth[],
): TemplateResult {
	const link = (id: SubarchId): TemplateResult => {
		const row = rowOf(subarches, id);
		return row === undefined
			? html`<span>${subarchName(id)}</span>`
			: html`<button class="link" @click=${() => page.act('show-row', row)}>${subarchName(id)}</button>`;
	};
	return html`<p>${keyed(ids.slice(0, mostLines), (id) => JSON.stringify(id), link)}</p>${rest(ids.length - mostLines)}`;
}

/** Actions that are about the one subarch that an item names. */
const needsRow: ReadonlySet<HealthAction> = new Set([
	'open-log',
	'follow-log',
	'zap',
	'build',
	'explain',
	'stop',
	'release-lock',
	'show-row',
]);

/** What an item is about; a change of its words is not another item. */
function itemKey({ kind, path, title, subarches }: AttentionItem): string {
	return JSON.stringify([kind, path ?? title, subarches.length === 1 ? subarches[0] : title]);
}
