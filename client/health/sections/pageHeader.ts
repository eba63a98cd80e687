/** How the repository is, in words, and what changed since yesterday. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Health, SubarchId } from '../../../server/src/protocol/health.ts';
import { host } from '../host.ts';
import { iconButton } from '../icons.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { reportOf } from '../report.ts';
import { subarchLink } from '../subarchNames.ts';

export function pageHeader(page: PageContext, health: Health): TemplateResult {
	const { headline, summary, mirror } = health;
	return html`<header>
		<div class="title"><h1>${headline}</h1>
			<span class="tools">${iconButton('refresh', l10n.t('Refresh'), () => host.postMessage({ kind: 'refresh' }))}${iconButton('copy', l10n.t('Copy the page as Markdown'), () => host.postMessage({ kind: 'copy', text: reportOf(page, health) }))}${page.mayRun ? iconButton('json', l10n.t('Save the health as JSON…'), () => host.postMessage({ kind: 'export', name: 'health', format: 'json', text: `${JSON.stringify(health, undefined, '\t')}\n` })) : ''}</span></div>
		<p>${summary}</p>
		${sinceYesterday(page, health)}
		<p class="quiet">${mirror}${page.mayRun ? '' : html` · ${l10n.t('Restricted Mode: everything is shown; nothing is run or written until you trust this workspace.')}`}</p>
	</header>`;
}

const mostNames = 3;

function sinceYesterday(page: PageContext, { transitions }: Health): TemplateResult | string {
	const parts: readonly (readonly [string, readonly SubarchId[]])[] = [
		[l10n.t('started failing'), transitions.newlyFailing],
		[l10n.t('left the rotation'), transitions.leftRotation],
		[l10n.t('recovered'), transitions.recovered],
		[l10n.t('given another chance'), transitions.reset],
		[l10n.t('built'), transitions.built],
		[l10n.t('new in the repository'), transitions.appeared],
		[l10n.t('gone from the repository'), transitions.gone],
	];
	const there = parts.filter(([, ids]) => ids.length > 0);
	if (there.length === 0) return '';
	return html`<dl class="since"><dt>${l10n.t('Since {0}', page.nearMoment(transitions.since))}</dt>
		${there.map(
			([words, ids]) =>
				html`<dd><span class="quiet">${words}:</span> ${keyed(
					ids.slice(0, mostNames),
					(id) => JSON.stringify(id),
					(id) => html`<span class="named">${subarchLink(page, id)}</span>`,
				)}${ids.length > mostNames ? html` <span class="quiet">${l10n.t('and {0} more', ids.length - mostNames)}</span>` : ''}</dd>`,
		)}</dl>`;
}
