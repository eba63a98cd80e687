/** What needs somebody, with what can be done about it. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { AttentionItem, Health, HealthAction } from '../../../server/src/protocol/health.ts';
import { actionButtons, offered } from '../actions.ts';
import { icon } from '../icons.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { moreButton, section, shownItems } from '../section.ts';
import { subarchLink, subarchName } from '../subarchNames.ts';
import { severityIcons, severityWords } from '../words.ts';

export function attentionSection(
	page: PageContext,
	{ attention }: Health,
	isRestricted: boolean,
): TemplateResult {
	const id = 'attention';
	const title = l10n.t('Needs Attention');
	const none = isRestricted
		? l10n.t('None of the subarches shown needs you now.')
		: l10n.t('Nothing needs you now.');
	return section(page, {
		id,
		title,
		content:
			attention.length === 0
				? html`<p class="good">${icon('pass')} ${none}</p>`
				: html`<ul class="attention">${keyed(shownItems(page, id, attention), itemKey, (item) => drawItem(page, item))}</ul>
					${moreButton(page, id, title, attention.length)}`,
		...(attention.length > 0 && { table: () => attentionTable(attention) }),
	});
}

function attentionTable(attention: readonly AttentionItem[]): { columns: string[]; rows: string[][] } {
	return {
		columns: [l10n.t('severity'), l10n.t('what'), l10n.t('why'), l10n.t('subarches')],
		rows: attention.map(({ severity, title, detail, subarches }) => [
			severityWords[severity],
			title,
			detail,
			subarches.map(subarchName).join(', '),
		]),
	};
}

function drawItem(page: PageContext, item: AttentionItem): TemplateResult {
	const [first, ...others] = item.subarches;
	const row = first && page.find(first)?.row;
	// Without a row there is nothing that an action of a row could be about. Several subarches share a failure, so one log tells it.
	const actions = offered(page, item.actions).filter(
		(action) =>
			!needsRow.has(action) || (row !== undefined && (others.length === 0 || action === 'open-log')),
	);
	return html`<li class=${item.severity}>
		<span class="sign">${icon(severityIcons[item.severity])}<span class="unseen">${severityWords[item.severity]}: </span></span>
		<div class="item"><p>${heading(page, item, row)}</p><p>${item.detail}</p>${
			others.length === 0
				? ''
				: html`<p class="names">${keyed(
						item.subarches.slice(0, mostNames),
						(id) => JSON.stringify(id),
						(id) => subarchLink(page, id),
					)}${item.subarches.length > mostNames ? html` <span class="quiet">${l10n.t('and {0} more', item.subarches.length - mostNames)}</span>` : ''}</p>`
		}</div>
		${actionButtons(page, actions, item.title, row)}
	</li>`;
}

const mostNames = 12;

/** The title; with build and arch where it is about one subarch, whose details it then shows. */
function heading(
	page: PageContext,
	{ title, subarches }: AttentionItem,
	row: string | undefined,
): TemplateResult {
	const [first, ...others] = subarches;
	if (first === undefined || others.length > 0) return html`<strong>${title}</strong>`;
	const where = html`<span class="quiet">${oneLine(`${first.build} · ${first.arch}`)}</span>`;
	return row === undefined
		? html`<strong>${title}</strong> ${where}`
		: html`<button class="link plain" type="button" @click=${(event: Event) => page.select(row, event)}><strong>${title}</strong></button> ${where}`;
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
