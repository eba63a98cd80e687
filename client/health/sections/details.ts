/** What is known of the chosen subarch and what can be done about it, at the foot of the page. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health, HealthAction, SubarchHealth } from '../../../server/src/protocol/health.ts';
import { stateWords } from '../../src/ui/stateWords.ts';
import { actionButtons, offered } from '../actions.ts';
import { markText } from '../charts/marks.ts';
import { ageText, dayLength, dayText, lengthText, percentText } from '../format.ts';
import { icon, iconButton } from '../icons.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { resultsText } from '../results.ts';
import { markWords, stateIcons } from '../words.ts';

/** So many of its latest builds are listed. */
const mostBuilds = 8;

export function detailsOf(
	page: PageContext,
	health: Health,
	one: SubarchHealth,
	close: () => void,
): TemplateResult {
	page.askTimelines([one.row], page.now - (page.kept.days + 1) * dayLength, page.now);
	const name = oneLine(one.subarch);
	const marks = (page.marks.get(one.row) ?? []).slice(-mostBuilds).toReversed();
	return html`<aside class="details ${one.state}" aria-label=${l10n.t('Details of {0}', name)} @keydown=${(
		event: KeyboardEvent,
	) => {
		if (event.key === 'Escape') close();
	}}>
		<div class="title"><h2><span class="sign">${icon(stateIcons[one.state])}</span> ${name} <span class="quiet">${oneLine(`${one.build} · ${one.arch}`)}</span></h2>
			${actionButtons(page, offered(page, actionsFor(health, one)), name, one.row)}
			${iconButton('close', l10n.t('Close'), close)}</div>
		<p><strong>${stateWords[one.state]}</strong>: ${one.reason}</p>
		<dl class="facts">${factsOf(page, health, one).map(([title, fact]) => html`<div><dt>${title}</dt><dd>${fact}</dd></div>`)}</dl>
		${
			marks.length === 0
				? ''
				: html`<p class="builds"><span class="quiet">${l10n.t('Logs:')}</span> ${keyed(
						marks,
						({ name: build }) => build,
						(mark) =>
							html`<button class="link" type="button" title=${markText(mark)} @click=${() => page.act('open-log', `${one.row}/${mark.name}`)}>${mark.name}</button><span class="quiet"> ${markWords[mark.kind]}</span> `,
					)}</p>`
		}
	</aside>`;
}

function actionsFor(
	health: Health,
	{ state, local, failcount, build, arch, subarch }: SubarchHealth,
): readonly HealthAction[] {
	const isLocked = health.locks.some(
		({ subarch: of }) => of.build === build && of.arch === arch && of.subarch === subarch,
	);
	const isRunning = state === 'running';
	return [
		isRunning ? 'follow-log' : 'open-log',
		...(local && !isRunning ? (['build'] as const) : []),
		...(isRunning ? (['stop'] as const) : []),
		...(local && failcount !== undefined && failcount > 0 ? (['zap'] as const) : []),
		...(isLocked ? (['release-lock'] as const) : []),
		'explain',
		'show-row',
		'open-buildbot',
	];
}

function hostsText(hosts: readonly string[]): string {
	return hosts.length === 0 ? l10n.t('no host') : hosts.map(oneLine).join(', ');
}

function factsOf(
	page: PageContext,
	{ policy }: Health,
	one: SubarchHealth,
): readonly (readonly [string, string])[] {
	const facts: readonly (readonly [string, string])[] = [
		[
			l10n.t('latest build'),
			one.latest === undefined
				? ageText(undefined, page.now)
				: `${one.latestName ?? dayText(one.latest)} (${ageText(one.latest, page.now)})`,
		],
		[
			l10n.t('failcount'),
			one.failcount === undefined ? '?' : l10n.t('{0} of {1}', one.failcount, policy.maxFailcount),
		],
		[l10n.t('builds it'), one.hosts === undefined ? '' : hostsText(one.hosts)],
		[l10n.t('is building it'), one.buildingOn === undefined ? '' : oneLine(one.buildingOn)],
		[l10n.t('place in the rotation'), one.turn === undefined ? '' : String(one.turn)],
		[l10n.t('due from'), one.dueFrom === undefined ? '' : dayText(one.dueFrom)],
		[l10n.t('results'), resultsText(one.results)],
		[l10n.t('success rate, 8 weeks'), one.successRate === undefined ? '' : percentText(one.successRate)],
		[l10n.t('usual length'), one.usualDuration === undefined ? '' : lengthText(one.usualDuration)],
		[l10n.t('time to recover'), one.timeToRecover === undefined ? '' : lengthText(one.timeToRecover)],
		[l10n.t('artifacts'), one.artifacts.join(', ')],
		[l10n.t('size'), one.bytes === undefined ? '' : sizeText(one.bytes)],
		[l10n.t('Clean would free'), one.freed === undefined || one.freed === 0 ? '' : sizeText(one.freed)],
	];
	return facts.filter(([, fact]) => fact !== '');
}
