/** A part of the page with its heading, and what can be taken away from it. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { numberText } from '../src/ui/numberText.ts';
import { chartSvg } from './charts/chartSvg.ts';
import { host } from './host.ts';
import { iconButton } from './icons.ts';
import { toggled, withOrder } from './kept.ts';
import type { PageContext } from './pageContext.ts';
import { drawTable } from './table.ts';
import { csvTable, markdownTable, type Table } from './tableText.ts';

export interface Section {
	readonly id: string;
	readonly title: string;
	readonly content: TemplateResult;
	/** Made when it is asked for; absent: there is nothing to take away. */
	readonly table?: () => Table;
	/** The table can replace `content`, which is signs in a grid or a picture. */
	readonly chart?: 'grid' | 'picture';
	/** Shown beside the heading. */
	readonly tools?: TemplateResult;
}

export function section(
	page: PageContext,
	{ id, title, content, table, chart, tools }: Section,
): TemplateResult {
	const asTable = chart !== undefined && page.kept.asTable.includes(id);
	return html`<section aria-labelledby=${id} class=${id}>
		<div class="title"><h2 id=${id}>${title}</h2>${tools ?? ''}
			<span class="tools">${chart !== undefined && table !== undefined ? tableSwitch(page, id, title, asTable) : ''}${table === undefined ? '' : copyButton(title, table)}${table === undefined || !page.mayRun ? '' : saveButtons(id, title, table, chart === 'picture' && !asTable)}</span>
		</div>
		${asTable && table !== undefined ? html`<div class="scrolled" tabindex="0" role="group" aria-labelledby=${id}>${drawTable(table(), page.kept.sorts[id], (order) => page.keep({ sorts: withOrder(page.kept.sorts, id, order) }))}</div>` : content}
	</section>`;
}

function tableSwitch(page: PageContext, id: string, title: string, asTable: boolean): TemplateResult {
	const label = l10n.t('Show {0} as a table', title);
	return html`<button class="vscode-action-button" type="button" title=${label} aria-label=${label} aria-pressed=${asTable ? 'true' : 'false'}
		@click=${() => page.keep({ asTable: toggled(page.kept.asTable, id) })}><span class="codicon codicon-table" aria-hidden="true"></span></button>`;
}

function copyButton(title: string, table: () => Table): TemplateResult {
	return iconButton('copy', l10n.t('Copy {0} as Markdown', title), () =>
		host.postMessage({ kind: 'copy', text: `## ${title}\n\n${markdownTable(table())}\n` }),
	);
}

function saveButtons(id: string, title: string, table: () => Table, hasChart: boolean): TemplateResult {
	return html`${iconButton('export', l10n.t('Save {0} as CSV…', title), () =>
		host.postMessage({ kind: 'export', name: id, format: 'csv', text: csvTable(table()) }),
	)}${
		hasChart
			? iconButton('graph', l10n.t('Save {0} as SVG…', title), () => {
					const drawn = document.querySelector(`section.${id}`);
					if (drawn !== null)
						host.postMessage({ kind: 'export', name: id, format: 'svg', text: chartSvg(drawn, title) });
				})
			: ''
	}`;
}

/** So many items of a list are shown first. */
const firstItems = 6;

/** The items that are shown. */
export function shownItems<Item>(page: PageContext, id: string, items: readonly Item[]): readonly Item[] {
	return page.kept.whole.includes(id) ? items.slice(0, mostItems) : items.slice(0, firstItems);
}

/** Longer lists are for the table that can be taken away. */
const mostItems = 200;

/** Below a list that is longer than what is shown at first. */
export function moreButton(
	page: PageContext,
	id: string,
	title: string,
	count: number,
): TemplateResult | string {
	if (count <= firstItems) return '';
	const isWhole = page.kept.whole.includes(id);
	const label = isWhole ? l10n.t('Show Fewer') : l10n.t('Show All {0}', numberText(count));
	return html`<button class="link more" type="button" aria-label=${`${label}: ${title}`}
		@click=${() => page.keep({ whole: toggled(page.kept.whole, id) })}>${label}</button>
		${isWhole && count > mostItems ? html`<p class="quiet">${l10n.t('{0} more are not shown.', numberText(count - mostItems))}</p>` : ''}`;
}
