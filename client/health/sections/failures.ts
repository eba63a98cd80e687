/** Builds that failed at the same package. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { FailureGroup, Health } from '../../../server/src/protocol/health.ts';
import { icon } from '../icons.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { moreButton, section, shownItems } from '../section.ts';
import { subarchLink, subarchName } from '../subarchNames.ts';

/** @param isRestricted a filter leaves some subarches only */
export function failuresSection(
	page: PageContext,
	{ failures }: Health,
	isRestricted: boolean,
): TemplateResult {
	const id = 'failures';
	const title = l10n.t('Failures by Package');
	const columns = [l10n.t('package'), l10n.t('phase'), l10n.t('subarches'), l10n.t('first'), l10n.t('last')];
	return section(page, {
		id,
		title,
		content:
			failures.length === 0
				? html`<p>${isRestricted ? l10n.t('None of the subarches shown.') : l10n.t('No failure with a known package.')}</p>`
				: html`<ul class="failures">${keyed(
						shownItems(page, id, failures),
						({ ebuild, phase }) => JSON.stringify([ebuild, phase]),
						(group) => drawGroup(page, group),
					)}</ul>${moreButton(page, id, title, failures.length)}`,
		...(failures.length > 0 && {
			table: () => ({
				columns,
				rows: failures.map((one) => [
					one.ebuild,
					one.phase ?? '',
					one.subarches.map(subarchName).join(', '),
					page.moment(one.firstAt),
					page.moment(one.lastAt),
				]),
			}),
		}),
	});
}

function drawGroup(
	page: PageContext,
	{ ebuild, phase, subarches, firstAt, lastAt }: FailureGroup,
): TemplateResult {
	const [first] = subarches;
	const row = first && page.find(first)?.row;
	const name = phase === undefined ? oneLine(ebuild) : oneLine(`${ebuild} (${phase})`);
	const times =
		firstAt === lastAt
			? page.nearMoment(lastAt)
			: l10n.t('first {0}, last {1}', page.nearMoment(firstAt), page.nearMoment(lastAt));
	return html`<li><span class="count" title=${l10n.t('{0} subarches', subarches.length)}>${subarches.length}</span>
		<div class="item"><p><strong>${name}</strong> <span class="quiet">${times}</span></p>
		<p class="names">${keyed(
			subarches.slice(0, mostNames),
			(id) => JSON.stringify(id),
			(id) => subarchLink(page, id),
		)}${subarches.length > mostNames ? html` <span class="quiet">${l10n.t('and {0} more', subarches.length - mostNames)}</span>` : ''}</p></div>
		<div class="actions">${row === undefined ? '' : html`<button class="vscode-button secondary" type="button" title=${l10n.t('Open the log at its first error: {0}', name)} aria-label=${`${l10n.t('Open Log')}: ${name}`} @click=${() => page.act('open-log', row)}>${icon('output')} ${l10n.t('Open Log')}</button>`}</div></li>`;
}

const mostNames = 12;
