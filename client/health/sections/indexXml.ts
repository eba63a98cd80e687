/** How well index.xml fits the repository, which archives have hashes and signatures, and which subarches are locked. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health, HealthAction, IndexHealth, LockHealth } from '../../../server/src/protocol/health.ts';
import { numberText } from '../../src/ui/numberText.ts';
import { actionButtons, offered } from '../actions.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';
import { subarchLink, subarchName } from '../subarchNames.ts';

/** Longer lists end here. */
const mostPaths = 30;

/** @param isRestricted a filter leaves some subarches only */
export function indexXmlSection(
	page: PageContext,
	{ index, coverage, locks }: Health,
	isRestricted: boolean,
): TemplateResult {
	const actions: HealthAction[] = [
		...(index.state === 'missing' || index.state === 'outdated' ? (['write-index'] as const) : []),
		...(coverage !== undefined && coverage.hashed < coverage.archives ? (['generate-digests'] as const) : []),
	];
	return section(page, {
		id: 'index',
		title: l10n.t('index.xml, Hashes and Locks'),
		content: html`<p>${indexText(index)}${index.writtenAt === undefined ? '' : ` ${l10n.t('It was written {0}.', page.moment(index.writtenAt))}`}</p>
		${paths(l10n.t('It lacks'), index.lacks)} ${paths(l10n.t('Dead downloads'), index.dead)}
		<p>${coverage === undefined ? l10n.t('How many archives have a hash is not known yet.') : l10n.t('Archives of complete builds: {0}, with a hash: {1}, with a signature: {2}.', numberText(coverage.archives), numberText(coverage.hashed), numberText(coverage.signed))}</p>
		${actionButtons(page, offered(page, actions), 'index.xml', undefined)}
		<h3>${l10n.t('Locks')}</h3>
		${
			locks.length === 0
				? html`<p>${isRestricted ? l10n.t('None of the subarches shown.') : l10n.t('No subarch is locked.')}</p>`
				: html`<ul class="locks">${keyed(
						locks.slice(0, mostPaths),
						({ path }) => path,
						(lock) => drawLock(page, lock),
					)}</ul>`
		}`,
	});
}

function indexText({ state, reason }: IndexHealth): string {
	switch (state) {
		case 'missing':
			return l10n.t('index.xml is missing.');
		case 'current':
			return l10n.t('index.xml is up to date.');
		case 'outdated':
			return l10n.t('index.xml is out of date.');
		case 'unknown':
			return reason === undefined
				? l10n.t('It is unknown whether index.xml is up to date: something cannot be read.')
				: l10n.t('It is unknown whether index.xml is up to date: {0}.', reason);
	}
}

function paths(title: string, list: readonly string[]): TemplateResult | string {
	return list.length === 0
		? ''
		: html`<h3>${title}</h3><ul class="paths">${list.slice(0, mostPaths).map((path) => html`<li>${oneLine(path)}</li>`)}</ul>${list.length > mostPaths ? html`<p class="quiet">${l10n.t('{0} more are not shown.', numberText(list.length - mostPaths))}</p>` : ''}`;
}

const lockWords: Readonly<Record<LockHealth['state'], string>> = {
	live: l10n.t('is building'),
	stale: l10n.t('has ended'),
	unknown: l10n.t('unknown whether it runs'),
};

function drawLock(page: PageContext, lock: LockHealth): TemplateResult {
	const row = page.find(lock.subarch)?.row;
	const facts = [
		lock.holder,
		lockWords[lock.state],
		...(lock.since === undefined ? [] : [l10n.t('since {0}', page.nearMoment(lock.since))]),
		...(lock.lastChange === undefined ? [] : [l10n.t('last change {0}', page.nearMoment(lock.lastChange))]),
	];
	return html`<li><div class="item">${subarchLink(page, lock.subarch)} <span class="quiet">${facts.join(', ')}</span></div>
		${row === undefined ? '' : actionButtons(page, offered(page, ['release-lock']), subarchName(lock.subarch), row)}</li>`;
}
