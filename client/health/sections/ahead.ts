/** The builds in progress, and those that come next. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { ExpectedBuild, Health } from '../../../server/src/protocol/health.ts';
import { keyOf } from '../filter.ts';
import { lengthText } from '../format.ts';
import { icon } from '../icons.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { moreButton, section, shownItems } from '../section.ts';
import { subarchLink, subarchName } from '../subarchNames.ts';

/** @param isUnmatched the filter leaves no subarch */
export function aheadSection(page: PageContext, { ahead }: Health, isUnmatched: boolean): TemplateResult {
	const id = 'ahead';
	const title = l10n.t('Next in the Rotation');
	const columns = ['#', l10n.t('subarch'), l10n.t('why'), l10n.t('starts'), l10n.t('takes')];
	const running = ahead.filter(({ since }) => since !== undefined).length;
	const turn = (one: ExpectedBuild, at: number): string | number =>
		one.since === undefined ? at + 1 - running : l10n.t('now');
	const isTimed = ahead.some(({ startsAt, takes }) => startsAt !== undefined || takes !== undefined);
	const line = (
		one: ExpectedBuild,
		at: number,
	): TemplateResult => html`<tr class=${one.since === undefined ? '' : 'running'}>
		<td>${one.since === undefined ? turn(one, at) : html`<span class="sign" title=${l10n.t('now')}>${icon('sync')}<span class="unseen">${l10n.t('now')}</span></span>`}</td>
		<th scope="row">${subarchLink(page, one)}</th>
		<td>${one.why}${what(one) === '' ? '' : html` <span class="quiet">${what(one)}</span>`}</td>
		${isTimed ? html`<td class="nowrap">${startText(page, one)}${one.takes === undefined ? '' : html`<br><span class="quiet">${lengthText(one.takes)}</span>`}</td>` : ''}</tr>`;
	return section(page, {
		id,
		title,
		content: isUnmatched
			? html`<p>${l10n.t('No subarch matches the filter.')}</p>`
			: ahead.length === 0
				? html`<p class="good">${icon('pass')} ${l10n.t('Nothing is due.')}</p>`
				: html`<table><thead><tr>${columns.slice(0, isTimed ? 4 : 3).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
					<tbody>${keyed(shownItems(page, id, ahead), keyOf, line)}</tbody></table>${moreButton(page, id, title, ahead.length)}`,
		...(ahead.length > 0 && {
			table: () => ({
				columns,
				rows: ahead.map((one, at) => [
					turn(one, at),
					subarchName(one),
					[one.why, what(one)].filter((part) => part !== '').join('; '),
					one.since === undefined && one.startsAt !== undefined
						? page.moment(one.startsAt)
						: startText(page, one),
					one.takes === undefined ? '' : lengthText(one.takes),
				]),
			}),
		}),
	});
}

/** `full + gnome`. */
function what({ target, extras }: ExpectedBuild): string {
	return [target, ...extras].filter((part) => part !== '').join(' + ');
}

/** Empty where it is unknown. */
function startText(page: PageContext, { since, startsAt }: ExpectedBuild): string {
	if (since !== undefined) return since === 0 ? '' : l10n.t('since {0}', page.nearMoment(since));
	return startsAt === undefined ? '' : page.nearMoment(startsAt);
}
