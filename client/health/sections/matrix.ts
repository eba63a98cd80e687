/** Each subarch in each build. */
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health, SubarchHealth } from '../../../server/src/protocol/health.ts';
import { matrixLines } from '../filter.ts';
import { ageText, civilOf, dayText } from '../format.ts';
import { keyed } from '../keyed.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';
import { stateNames, stateSigns } from '../words.ts';
import '../longList.ts';

export function matrixSection(
	page: PageContext,
	health: Health,
	shown: readonly SubarchHealth[],
): TemplateResult {
	const builds = [...new Set(shown.map(({ build }) => build))];
	const lines = matrixLines(shown);
	const now = civilOf(health.at, page.zone);
	const cell = (one: SubarchHealth | undefined): TemplateResult => {
		if (one === undefined) return html`<span role="cell" class="quiet">–</span>`;
		const count = one.failcount === undefined ? '?' : one.failcount;
		const failed = count === 0 ? '' : `${count} of ${health.policy.maxFailcount}`;
		const age = one.state === 'running' ? 'building' : ageText(one.latest, now);
		return html`<span role="cell"><button class="cell ${one.state}" title=${one.reason}
			aria-label=${`${age}${failed === '' ? '' : ` ${failed}`}: ${oneLine(one.subarch)}, ${oneLine(one.build)}, ${stateNames[one.state]}. ${one.reason}`}
			@click=${() => page.act(page.mayRun ? 'explain' : 'show-row', one.row)}>
			<span class="sign" aria-hidden="true">${stateSigns[one.state]}</span> ${age}
			${failed === '' ? '' : html`<span class="badge">${failed}</span>`}
			${one.results === '' ? '' : html`<span class="results" aria-hidden="true">${[...one.results].map((result) => html`<i class=${result}></i>`)}</span>`}
		</button></span>`;
	};
	return section(
		'matrix',
		'Builds by subarch',
		lines.length === 0
			? html`<p>No subarch matches the filter.</p>`
			: html`<metro-list label="Builds by subarch" .count=${lines.length} .columns=${builds.length}
			.keyOf=${(index: number) => JSON.stringify([lines[index]?.arch, lines[index]?.subarch])}
			.head=${html`<span role="columnheader">subarch</span>${builds.map((build) => html`<span role="columnheader">${oneLine(build)}</span>`)}`}
			.draw=${(index: number) => {
				const line = lines[index];
				return line === undefined
					? html``
					: html`<span role="rowheader"><strong>${oneLine(line.subarch)}</strong> <span class="quiet">${oneLine(line.arch)}</span></span>${keyed(builds, String, (build) => cell(line.cells.get(build)))}`;
			}}></metro-list>`,
		{
			columns: ['build', 'arch', 'subarch', 'state', 'failcount', 'latest', 'reason'],
			rows: shown.map((one) => [
				one.build,
				one.arch,
				one.subarch,
				stateNames[one.state],
				one.failcount,
				one.latest === undefined ? '' : dayText(one.latest),
				one.reason,
			]),
		},
	);
}
