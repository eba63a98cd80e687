/** A part of the page with its heading, and its table to take away. */
import { html, type TemplateResult } from 'lit';
import { host } from './host.ts';
import { csvTable, markdownTable, type Table } from './tableText.ts';

/** Long lists end here. */
export const mostLines = 30;

export function rest(count: number): TemplateResult | string {
	return count > 0 ? html`<p class="quiet">${count} more are not shown.</p>` : '';
}

export function section(id: string, title: string, content: TemplateResult, table?: Table): TemplateResult {
	const copies =
		table === undefined || table.rows.length === 0
			? ''
			: html`<span class="copies">
				<button class="link" aria-label=${`Copy ${title} as Markdown`} @click=${() => host.postMessage({ kind: 'copy', text: markdownTable(table) })}>Copy</button>
				<button class="link" aria-label=${`Open ${title} as CSV`} @click=${() => host.postMessage({ kind: 'export', text: csvTable(table) })}>CSV</button>
			</span>`;
	return html`<section aria-labelledby=${id} class=${id}><div class="title"><h2 id=${id}>${title}</h2>${copies}</div>${content}</section>`;
}
